package praetor.agent.rpc;

import java.util.concurrent.CompletableFuture;
import praetor.model.Bytes;

/** Answers calls. Safe for any thread. */
@FunctionalInterface
public interface RpcHandler {
  /**
   * A call as it came.
   *
   * @param method such as {@code KVS.Get}
   * @param argument one MessagePack value
   * @param remote address of the caller, for messages and limits
   */
  record Call(String method, Bytes argument, String remote) {}

  /**
   * Answers a call; must not block.
   *
   * @return the reply, one MessagePack value; fails with an {@link RpcException} or a {@link
   *     praetor.agent.RequestException}, whose text the caller gets. Cancelling it forgets a call
   *     that waits for a change
   */
  CompletableFuture<Bytes> handle(Call call);
}
