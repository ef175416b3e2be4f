package praetor.http;

/** Answers requests. One handler serves every listener of a server, from several event loops. */
public interface HttpHandler {
  /**
   * Takes a request whose body has been read as {@link #bodyRule} wished. Called on the event loop:
   * must not block. The answer may be given now or later, from any thread, once.
   */
  void handle(Exchange exchange);

  /**
   * How to treat the body of a request that announces one; asked before any of it is read. Called
   * on the event loop.
   *
   * @param head the request, its body still empty
   */
  default BodyRule bodyRule(Request head) {
    return new BodyRule.Whole(BodyRule.DEFAULT_MAX_BYTES, BodyRule.Whole.PLAIN_REFUSAL);
  }
}
