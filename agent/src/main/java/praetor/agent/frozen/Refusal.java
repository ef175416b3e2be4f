package praetor.agent.frozen;

import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;

/** What whoever wants to write is told. */
public final class Refusal {
  /** The HTTP status: the path is right, the method is not for this server. */
  public static final int STATUS = 405;

  public static final String TEXT = "This is a snapshot: it can be read and not be changed";

  private Refusal() {}

  static <T> CompletableFuture<T> future() {
    return CompletableFuture.failedFuture(exception());
  }

  static RequestException exception() {
    return new RequestException(STATUS, TEXT);
  }
}
