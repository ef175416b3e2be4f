package praetor.agent.rpc.grpc;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.model.CheckServiceNode;

/** Where subscriptions look. Safe for any thread. */
public interface SubscribeSource {
  /**
   * What a subscription is about, as it is.
   *
   * @param index unsigned
   */
  record State(long index, List<CheckServiceNode> instances) {}

  /**
   * The state with an index greater than the given one, or after some time the present one; at once
   * for 0.
   *
   * @return fails with a {@link praetor.agent.RequestException}, {@code No cluster leader} among
   *     them. Cancelling it forgets the reader
   */
  CompletableFuture<State> next(SubscribeRequest request, long minIndex);
}
