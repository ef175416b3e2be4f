package praetor.agent.rpc.server;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import praetor.agent.acl.Caller;
import praetor.agent.acl.TokenResolver;
import praetor.agent.read.Query;
import praetor.agent.read.ReadOptions;
import praetor.agent.rpc.RpcException;
import praetor.agent.rpc.Stages;
import praetor.agent.rpc.call.Method;
import praetor.agent.rpc.call.ReadRequest;
import praetor.agent.rpc.call.Reply;
import praetor.agent.rpc.call.WriteRequest;
import praetor.agent.servers.Servers;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/**
 * The methods of a server by name. Filled before it is used; safe for any thread then.
 *
 * <p>Source: errors of Consul 1.21.4 for methods that it does not have.
 */
final class MethodTable {
  private static final String BAD_ARGUMENT = "rpc: cannot read the argument: ";

  /** A write: done by the servers of its datacenter. */
  @FunctionalInterface
  interface Writing<B, R> {
    CompletableFuture<R> write(B body, Servers servers, Caller caller);
  }

  private record Entry<A, R>(
      Method<A, R> method, Answering<A, R> answering, ReplyPacker<R> packer) {
    CompletableFuture<Bytes> answer(Bytes packed, Servers servers) {
      A argument;
      try {
        argument = method.argument(packed);
      } catch (DecodeException e) {
        throw RpcException.answered(BAD_ARGUMENT + e.getMessage());
      }
      return Stages.map(answering.answer(argument, servers), packer::pack);
    }
  }

  private final TokenResolver tokens;
  private final Map<String, Entry<?, ?>> entries = new HashMap<>();
  private final Map<String, String> refusals = new HashMap<>();
  private final Set<String> services = new HashSet<>();

  MethodTable(TokenResolver tokens) {
    this.tokens = tokens;
  }

  <A, R> void on(Method<A, R> method, Answering<A, R> answering) {
    entries.put(method.name(), new Entry<>(method, answering, new ReplyPacker<>(method)));
    addService(method.name());
  }

  /** A read whose reply is the answer of a query. */
  <B, V> void read(
      Method<ReadRequest<B>, Reply<V>> method, Function<ReadRequest<B>, Query<V>> query) {
    read(method, query, value -> value);
  }

  /**
   * A read.
   *
   * @param shown the form that the reply has for the answer
   */
  <B, V, W> void read(
      Method<ReadRequest<B>, Reply<W>> method,
      Function<ReadRequest<B>, Query<V>> query,
      Function<V, W> shown) {
    on(
        method,
        (request, servers) ->
            Stages.map(ask(request, query.apply(request), servers), reply -> reply.map(shown)));
  }

  /** Asks the servers of the datacenter that a request names. */
  <B, V> CompletableFuture<Reply<V>> ask(ReadRequest<B> request, Query<V> query, Servers servers) {
    var asked = servers.in(request.datacenter());
    return Stages.map(asked.read(query, options(request)), Reply::of);
  }

  ReadOptions options(ReadRequest<?> request) {
    var caller = tokens.resolve(request.options().token());
    return request.options().readOptions(caller, request.datacenter());
  }

  <B, R> void write(Method<WriteRequest<B>, R> method, Writing<B, R> writing) {
    on(
        method,
        (request, servers) ->
            writing.write(
                request.body(), servers.in(request.datacenter()), tokens.resolve(request.token())));
  }

  /** Has a method answered with an error. */
  void refuse(String name, String error) {
    refusals.put(name, error);
    addService(name);
  }

  private void addService(String name) {
    services.add(name.substring(0, name.indexOf('.')));
  }

  /** Answers a call; refusals are thrown or come in the future. */
  CompletableFuture<Bytes> answer(String name, Bytes argument, Servers servers) {
    var entry = Optional.<Entry<?, ?>>ofNullable(entries.get(name));
    return entry.orElseThrow(() -> unknown(name)).answer(argument, servers);
  }

  private RpcException unknown(String name) {
    var refusal = refusals.get(name);
    if (refusal != null) {
      return RpcException.answered(refusal);
    }
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      return RpcException.answered("rpc: service/method request ill-formed: " + name);
    }
    var what = services.contains(name.substring(0, dot)) ? "method" : "service";
    return RpcException.answered("rpc: can't find " + what + " " + name);
  }
}
