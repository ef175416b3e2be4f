package praetor.http;

/** What becomes of a request's body. */
public sealed interface BodyRule {
  /**
   * The largest body held in memory when a route names no limit of its own: far above any
   * registration or configuration entry, low enough for many at a time.
   */
  long DEFAULT_MAX_BYTES = 16L << 20;

  /** Read into memory before the handler is called; over the limit {@code refusal} answers. */
  record Whole(long maxBytes, Refusal refusal) implements BodyRule {
    /** Says what was too large without naming a setting. */
    public static final Refusal PLAIN_REFUSAL =
        (_, bytes, maxBytes) -> tooLarge(bytes, maxBytes, "");

    /**
     * Says what was too large and where the setting that limits it is explained.
     *
     * <p>Source: the answer of Consul 1.21.4, its link left out at the end of the sentence.
     */
    public static Refusal refusalNaming(String setting) {
      var see =
          " See https://developer.hashicorp.com/docs/agent/config/config-files#" + setting + ".";
      return (_, bytes, maxBytes) -> tooLarge(bytes, maxBytes, see);
    }

    private static Response tooLarge(long bytes, long maxBytes, String see) {
      return Response.text(
          413,
          "Request body(" + bytes + " bytes) too large, max size: " + maxBytes + " bytes." + see);
    }
  }

  /**
   * Handed over while it arrives: the handler is called at once and reads {@link
   * Request#bodyStream()} on a thread that may block. For bodies of any size.
   */
  record Streamed() implements BodyRule {}

  /** Not wanted: the handler is called at once, and the body is read and dropped or cut off. */
  record Ignored() implements BodyRule {}

  /** Makes the answer to a body that is too large. */
  interface Refusal {
    /**
     * The answer.
     *
     * @param bytes announced length of the body, or the bytes that had arrived when it became too
     *     much
     */
    Response tooLarge(Request head, long bytes, long maxBytes);
  }
}
