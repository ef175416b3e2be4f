package praetor.agent.rpc.grpc;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import praetor.model.Bytes;

/** The methods that are there. Safe for any thread. */
final class GrpcMethods {
  private static final String SUBSCRIBE_SERVICE = "subscribe.StateChangeSubscription";
  private static final String PEERING_SERVICE = "hashicorp.consul.internal.peering.PeeringService";
  private static final String CONFIG_SERVICE =
      "hashicorp.consul.internal.configentry.ConfigEntryService";

  private final SubscribeSource source;

  GrpcMethods(SubscribeSource source) {
    this.source = source;
  }

  /** Answers a call, on a thread that may block. */
  void answer(GrpcCall call) throws IOException {
    switch (call.path()) {
      case "/" + SUBSCRIBE_SERVICE + "/Subscribe" -> new Subscription(source, call).run();
      case "/" + PEERING_SERVICE + "/PeeringList",
          "/" + CONFIG_SERVICE + "/GetResolvedExportedServices" ->
          answerNothing(call);
      default -> call.end(GrpcStatus.unimplemented(unknown(call.path())));
    }
  }

  /** An empty list: there are no peerings here, and nothing is exported to any. */
  private static void answerNothing(GrpcCall call) throws IOException {
    Map<String, String> meta = new LinkedHashMap<>();
    meta.put("index", "1");
    meta.put("lastcontact", "0s");
    meta.put("knownleader", "true");
    meta.put("consistencylevel", "");
    meta.put("notmodified", "false");
    meta.put("backend", "blocking-query");
    meta.put("resultsfilteredbyacls", "false");
    call.begin(meta);
    call.send(Bytes.EMPTY);
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
      case SUBSCRIBE_SERVICE, PEERING_SERVICE, CONFIG_SERVICE ->
          "unknown method " + path.substring(slash + 1) + " for service " + service;
      default -> "unknown service " + service;
    };
  }
}
