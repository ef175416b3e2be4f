package praetor.agent.servers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import praetor.agent.RequestException;

/** Waits for the servers on a thread that may block. */
public final class Replies {
  private Replies() {}

  /**
   * Waits for a reply.
   *
   * @throws RequestException as the servers gave it
   */
  public static <T> T await(CompletableFuture<T> reply) {
    try {
      return reply.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RequestException refusal) {
        throw refusal;
      }
      throw e;
    }
  }
}
