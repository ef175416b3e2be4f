package praetor.http;

/** Ends a handler with an answer other than success: its status and its message as plain text. */
public class HttpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Headers headers;

  public HttpException(int status, String message) {
    this(status, message, Headers.EMPTY);
  }

  public HttpException(int status, String message, Headers headers) {
    super(message);
    this.status = status;
    this.headers = headers;
  }

  public int status() {
    return status;
  }

  public Response response() {
    var text = Response.text(status, String.valueOf(getMessage()));
    return headers == null ? text : text.headers(headers);
  }
}
