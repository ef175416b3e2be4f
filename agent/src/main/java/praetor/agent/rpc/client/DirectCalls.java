package praetor.agent.rpc.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.RpcException;
import praetor.agent.rpc.Stages;
import praetor.agent.rpc.call.Method;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/** Calls one server, once. */
final class DirectCalls implements Calls {
  private final RpcCaller caller;
  private final RpcCaller.Target target;
  private final CallTimes times;
  private final UnaryOperator<String> naming;

  /**
   * Calls of a server.
   *
   * @param naming the name under which a method is called
   */
  DirectCalls(
      RpcCaller caller, RpcCaller.Target target, CallTimes times, UnaryOperator<String> naming) {
    this.caller = caller;
    this.target = target;
    this.times = times;
    this.naming = naming;
  }

  @Override
  public <A, R> CompletableFuture<R> call(Method<A, R> method, A argument, Patience patience) {
    return call(method, method.packArgument(argument), patience);
  }

  /** The same with an argument that was packed before. */
  <A, R> CompletableFuture<R> call(Method<A, R> method, Bytes packed, Patience patience) {
    var name = naming.apply(method.name());
    return Stages.map(
        caller.call(target, name, packed, times.timeout(patience)), reply -> read(method, reply));
  }

  private static <R> R read(Method<?, R> method, Bytes reply) {
    try {
      return method.reply(reply);
    } catch (DecodeException e) {
      var text = "cannot read the reply of " + method.name() + ": " + e.getMessage();
      throw new RpcException(RpcException.Kind.UNKNOWN, text, e);
    }
  }
}
