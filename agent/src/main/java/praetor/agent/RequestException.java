package praetor.agent;

/**
 * A request that ends with an error its caller should see: status and text as Consul's users know
 * them. Server RPC carries the text alone; {@link #ofText} finds the status again.
 */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Texts by which callers, Consul's own agents among them, recognise kinds of errors. */
  public static final String NO_LEADER = "No cluster leader";

  public static final String NO_PATH_TO_DATACENTER = "No path to datacenter";
  public static final String PERMISSION_DENIED = "Permission denied";
  public static final String ACL_NOT_FOUND = "ACL not found";
  public static final String QUERY_NOT_FOUND = "Query not found";

  /** A client agent calls its servers too often. */
  public static final String RPC_RATE_EXCEEDED = "RPC rate limit exceeded";

  /** A server has too much to do; another one may have less. */
  public static final String RATE_LIMITED =
      "rate limit exceeded, try again later or against a different server";

  /** The leader has too much to do, and only the leader can do it. */
  public static final String RATE_LIMITED_LEADER =
      "rate limit exceeded for operation that can only be performed by the leader, try again later";

  private final int status;

  public RequestException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** Whether the datacenter asked for is unknown. */
  public boolean isOfUnknownDatacenter() {
    return String.valueOf(getMessage()).contains(NO_PATH_TO_DATACENTER);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** An error of the servers: 500. */
  public static RequestException failed(String message) {
    return new RequestException(500, message);
  }

  /** A caller's mistake: 400. */
  public static RequestException bad(String message) {
    return new RequestException(400, message);
  }

  public static RequestException noLeader() {
    return failed(NO_LEADER);
  }

  /**
   * An error that came as text alone, over RPC: 403 for refusals, 404 for a prepared query that is
   * not there, 429 and 503 for too many requests, else 500.
   */
  public static RequestException ofText(String message) {
    boolean denied = message.contains(PERMISSION_DENIED) || message.contains(ACL_NOT_FOUND);
    if (denied) {
      return new RequestException(403, message);
    }
    if (message.endsWith(QUERY_NOT_FOUND)) {
      return new RequestException(404, message);
    }
    if (message.contains(RATE_LIMITED) || message.contains(RPC_RATE_EXCEEDED)) {
      return new RequestException(429, message);
    }
    return new RequestException(message.contains(RATE_LIMITED_LEADER) ? 503 : 500, message);
  }
}
