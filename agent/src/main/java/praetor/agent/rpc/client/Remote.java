package praetor.agent.rpc.client;

import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.agent.read.Answer;
import praetor.agent.read.ReadOptions;
import praetor.agent.rpc.Stages;
import praetor.agent.rpc.call.Method;
import praetor.agent.rpc.call.QueryOptions;
import praetor.agent.rpc.call.ReadRequest;
import praetor.agent.rpc.call.Reply;
import praetor.agent.rpc.call.WriteRequest;

/**
 * Reads and writes in a datacenter.
 *
 * @param datacenter for those that name none
 */
record Remote(Calls calls, String datacenter, CallTimes times) {
  /** A read of the state. */
  <B, V> CompletableFuture<Answer<V>> read(
      Method<ReadRequest<B>, Reply<V>> method, B body, ReadOptions options) {
    return read(method, body, "", options);
  }

  /**
   * A read of rows.
   *
   * @param filter an expression that they must match; empty for all
   */
  <B, V> CompletableFuture<Answer<V>> read(
      Method<ReadRequest<B>, Reply<V>> method, B body, String filter, ReadOptions options) {
    return Stages.map(
        ask(method, body, filter, options), reply -> reply.answer(options.consistency()));
  }

  /** A read whose reply says nothing of the state. */
  <B, R> CompletableFuture<R> ask(Method<ReadRequest<B>, R> method, B body, ReadOptions options) {
    return ask(method, body, "", options);
  }

  private <B, R> CompletableFuture<R> ask(
      Method<ReadRequest<B>, R> method, B body, String filter, ReadOptions options) {
    var where = options.datacenter().isEmpty() ? datacenter : options.datacenter();
    var request = new ReadRequest<>(body, where, QueryOptions.of(options, filter));
    return calls.call(method, request, times.patience(options));
  }

  <B, R> CompletableFuture<R> write(Method<WriteRequest<B>, R> method, B body, Caller caller) {
    var request = new WriteRequest<>(body, datacenter, caller.token());
    return calls.call(method, request, Patience.WRITE);
  }
}
