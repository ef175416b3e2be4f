package praetor.agent.rpc.client;

import java.util.concurrent.CompletableFuture;
import praetor.agent.rpc.call.Method;

/** Makes calls. Safe for any thread. */
interface Calls {
  /** Calls a server; fails with a {@code RpcException} or a {@code RequestException}. */
  <A, R> CompletableFuture<R> call(Method<A, R> method, A argument, Patience patience);
}
