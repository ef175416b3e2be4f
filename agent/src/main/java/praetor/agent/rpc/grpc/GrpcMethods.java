package praetor.agent.rpc.grpc;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import praetor.agent.RequestException;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/** The methods that are there. Safe for any thread. */
final class GrpcMethods {
  private static final String SUBSCRIBE_SERVICE = "subscribe.StateChangeSubscription";
  private static final String PEERING_SERVICE = "hashicorp.consul.internal.peering.PeeringService";
  private static final String OPERATOR_SERVICE =
      "hashicorp.consul.internal.operator.OperatorService";
  private static final String CONFIG_SERVICE =
      "hashicorp.consul.internal.configentry.ConfigEntryService";

  private static final int ANSWER_SECONDS = 60;
  private static final long NO_INDEX = 1;

  private final GrpcServices services;

  GrpcMethods(GrpcServices services) {
    this.services = services;
  }

  /** Answers a call, on a thread that may block. */
  void answer(GrpcCall call) throws IOException {
    var tooMany = services.refusal(call.path(), call.remote());
    if (tooMany.isPresent()) {
      call.end(GrpcStatus.of(tooMany.get()));
      return;
    }
    switch (call.path()) {
      case "/" + SUBSCRIBE_SERVICE + "/Subscribe" -> new Subscription(services, call).run();
      case "/" + OPERATOR_SERVICE + "/TransferLeader" -> transferLeadership(call);
      case "/" + PEERING_SERVICE + "/PeeringList", "/" + PEERING_SERVICE + "/PeeringRead" ->
          answer(call, NO_INDEX, Bytes.EMPTY);
      case "/" + CONFIG_SERVICE + "/GetResolvedExportedServices" -> exportedServices(call);
      default -> call.end(GrpcStatus.unimplemented(unknown(call.path())));
    }
  }

  /** The request names the next leader, or nobody. */
  private void transferLeadership(GrpcCall call) throws IOException {
    String id;
    try {
      id = ProtoReader.of(call.request().array()).text(1);
    } catch (DecodeException e) {
      call.end(GrpcStatus.internal(String.valueOf(e.getMessage())));
      return;
    }
    try {
      await(services.transferLeadership(id));
      call.begin(Map.of());
      call.send(new ProtoWriter().flag(1, true).toBytes());
      call.end(GrpcStatus.OK);
    } catch (RequestException refused) {
      call.end(GrpcStatus.of(refused));
    }
  }

  private void exportedServices(GrpcCall call) throws IOException {
    try {
      var found = await(services.exportedServices());
      var message = new ProtoWriter();
      for (var exported : found.value()) {
        var consumers = new ProtoWriter().texts(1, exported.consumers().peers());
        message.message(1, new ProtoWriter().text(1, exported.service()).message(3, consumers));
      }
      answer(call, found.index(), message.toBytes());
    } catch (RequestException refused) {
      call.end(GrpcStatus.of(refused));
    }
  }

  private static <T> T await(CompletableFuture<T> pending) throws IOException {
    try {
      return pending.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RequestException refused) {
        throw refused;
      }
      throw new IllegalStateException("a call cannot be answered", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** An empty message is an empty list, or nothing: there are no peerings here. */
  private static void answer(GrpcCall call, long index, Bytes message) throws IOException {
    Map<String, String> meta = new LinkedHashMap<>();
    meta.put("index", Long.toUnsignedString(index));
    meta.put("lastcontact", "0s");
    meta.put("knownleader", "true");
    meta.put("consistencylevel", "");
    meta.put("notmodified", "false");
    meta.put("backend", "blocking-query");
    meta.put("resultsfilteredbyacls", "false");
    call.begin(meta);
    call.send(message);
    call.end(GrpcStatus.OK);
  }

  /** Source: Consul 1.21.4. */
  private static String unknown(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 1) {
      return "malformed method name: \"" + path + "\"";
    }
    var service = path.substring(1, slash);
    return switch (service) {
      case SUBSCRIBE_SERVICE, PEERING_SERVICE, OPERATOR_SERVICE, CONFIG_SERVICE ->
          "unknown method " + path.substring(slash + 1) + " for service " + service;
      default -> "unknown service " + service;
    };
  }
}
