package praetor.http.api;

import praetor.http.Body;
import praetor.http.Headers;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;

/** What several endpoints of the agent answer and ask for. */
final class AgentAnswers {
  private static final Response DONE =
      Response.of(200, Headers.of("Content-Type", "application/json"), Body.EMPTY);

  private AgentAnswers() {}

  /** It is done: nothing to say. Source: Consul 1.21.4 calls the empty body JSON. */
  static Response done() {
    return DONE;
  }

  /**
   * The {@code enable} parameter of maintenance.
   *
   * @throws HttpException 400 with Consul's text
   */
  static boolean enable(Request request) {
    if (!request.has("enable")) {
      throw new HttpException(400, "Missing value for enable");
    }
    var text = request.query().get("enable");
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw new HttpException(400, "Invalid value for enable: \"" + text + "\"");
    };
  }

  /** Whether a parameter is present and says yes: {@code ?wan=1}, not {@code ?wan}. */
  static boolean isTrue(Request request, String parameter) {
    var text = request.query().get(parameter);
    return text.equals("1") || text.equalsIgnoreCase("true") || text.equalsIgnoreCase("t");
  }
}
