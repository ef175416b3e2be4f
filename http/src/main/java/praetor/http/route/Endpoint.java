package praetor.http.route;

import praetor.http.BodyRule;

/**
 * One method of a route.
 *
 * @param body what becomes of a request's body
 */
public record Endpoint(String method, Action action, BodyRule body) {
  /** Stands for every method that a route has no other endpoint for. */
  public static final String ANY_METHOD = "*";

  private static final BodyRule DEFAULT_BODY =
      new BodyRule.Whole(BodyRule.DEFAULT_MAX_BYTES, BodyRule.Whole.PLAIN_REFUSAL);

  /** How the method is answered. */
  public sealed interface Action {
    record Quick(QuickHandler handler) implements Action {}

    record Blocking(BlockingHandler handler) implements Action {}
  }

  public static Endpoint quick(String method, QuickHandler handler) {
    return new Endpoint(method, new Action.Quick(handler), defaultBody(method));
  }

  public static Endpoint blocking(String method, BlockingHandler handler) {
    return new Endpoint(method, new Action.Blocking(handler), defaultBody(method));
  }

  /** The same endpoint with its own largest body and its own answer to a larger one. */
  public Endpoint maxBody(long maxBytes, BodyRule.Refusal refusal) {
    return new Endpoint(method, action, new BodyRule.Whole(maxBytes, refusal));
  }

  /** The same endpoint, reading its body as a stream. */
  public Endpoint streamedBody() {
    return new Endpoint(method, action, new BodyRule.Streamed());
  }

  /** A GET is answered without waiting for a body. */
  private static BodyRule defaultBody(String method) {
    return method.equals("GET") ? new BodyRule.Ignored() : DEFAULT_BODY;
  }
}
