package praetor.agent.rpc;

/** A call that brought no reply. */
public final class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** How far the call came. */
  public enum Kind {
    /** The server answered with an error: the message is its text. */
    ANSWERED,
    /** The call did not reach the server: another may be asked. */
    NOT_SENT,
    /** Cut off or out of time: the server may have carried it out. */
    UNKNOWN
  }

  private final Kind kind;

  public RpcException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public RpcException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** A server's refusal, to be sent or as received. */
  public static RpcException answered(String text) {
    return new RpcException(Kind.ANSWERED, text);
  }

  public Kind kind() {
    return kind;
  }
}
