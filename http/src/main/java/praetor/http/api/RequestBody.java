package praetor.http.api;

import praetor.http.HttpException;
import praetor.http.Request;
import praetor.model.DecodeException;
import praetor.model.codec.JsonPath;
import praetor.model.codec.Shape;

/** Bodies that hold a record: names without regard to case, unknown ones refused. */
final class RequestBody {
  private static final String NAMESPACE = "json: unknown field \"Namespace\"";

  private RequestBody() {}

  /**
   * Reads the body of a request.
   *
   * @throws HttpException 400 with Consul's text
   */
  static <T> T strict(Request request, Shape<T> shape) {
    try {
      return shape.parse(request.body(), JsonPath.strict());
    } catch (DecodeException e) {
      throw refusal(e);
    }
  }

  private static HttpException refusal(DecodeException e) {
    var text = String.valueOf(e.getMessage());
    var hint = text.equals(NAMESPACE) ? " - Namespaces are a Consul Enterprise feature" : "";
    return new HttpException(400, "Request decode failed: " + text + hint);
  }
}
