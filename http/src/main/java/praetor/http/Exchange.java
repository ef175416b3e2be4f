package praetor.http;

/** One request and the place for its answer. Safe for any thread. */
public interface Exchange {
  Request request();

  /**
   * Sends the answer; only the first call counts. When the client has gone the answer is dropped.
   */
  void respond(Response response);

  /**
   * Has {@code action} run when the client goes away, or the server stops, before the answer was
   * given; at once if it is gone already. A client that merely stopped sending counts as gone after
   * a second or two. The action must not block; it runs on the event loop, or in the caller.
   * Whoever asks for this agrees that no answer is needed any more afterwards. The latest action
   * replaces an earlier one.
   */
  void onGone(Runnable action);
}
