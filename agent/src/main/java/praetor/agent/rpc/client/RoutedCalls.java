package praetor.agent.rpc.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import praetor.agent.RequestException;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.call.Method;
import praetor.model.Bytes;

/** Calls whichever server is next, and the one after it when that fails. */
final class RoutedCalls implements Calls {
  private final RpcCaller caller;
  private final Route route;
  private final CallTimes times;
  private final Retries retries;
  private final Runnable gate;

  /**
   * @param gate passed by each call; throws a {@link RequestException} when there are too many
   */
  RoutedCalls(RpcCaller caller, Route route, CallTimes times, Retries retries, Runnable gate) {
    this.caller = caller;
    this.route = route;
    this.times = times;
    this.retries = retries;
    this.gate = gate;
  }

  @Override
  public <A, R> CompletableFuture<R> call(Method<A, R> method, A argument, Patience patience) {
    try {
      gate.run();
    } catch (RequestException tooMany) {
      return CompletableFuture.failedFuture(tooMany);
    }
    var packed = method.packArgument(argument);
    return retries.run(patience, () -> attempt(method, packed, patience));
  }

  private <A, R> CompletableFuture<R> attempt(
      Method<A, R> method, Bytes packed, Patience patience) {
    var target = route.next().orElseThrow(() -> RequestException.failed(Failures.NO_SERVERS));
    var calls = new DirectCalls(caller, target, times, UnaryOperator.identity());
    var reply = calls.call(method, packed, patience);
    reply.whenComplete(
        (_, failure) -> {
          if (failure != null && Failures.blamesServer(Failures.cause(failure))) {
            route.failed(target);
          }
        });
    return reply;
  }
}
