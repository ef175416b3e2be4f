package praetor.http.api;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import praetor.agent.local.LocalState;
import praetor.http.Body;
import praetor.http.Headers;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;

/** What several endpoints of the agent answer and ask for. */
final class AgentAnswers {
  private static final Response DONE =
      Response.of(200, Headers.of("Content-Type", "application/json"), Body.EMPTY);

  /**
   * How long an answer waits for the catalog: many writes of a healthy leader, no client's
   * time-out.
   */
  private static final long WRITTEN_WAIT_MAX_MS = 100;

  private AgentAnswers() {}

  /** It is done: nothing to say. Source: Consul 1.21.4 calls the empty body JSON. */
  static Response done() {
    return DONE;
  }

  /**
   * It is done, and as a rule in the catalog: who takes a service out of use and then stops it
   * finds nobody sent to it any more. Answers later than the leader's write, or without it when
   * that takes long.
   *
   * @param serviceId empty for the node's checks
   */
  static Response doneWhenWritten(LocalState state, String serviceId) throws InterruptedException {
    try {
      state.whenWritten(serviceId).get(WRITTEN_WAIT_MAX_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // It is done here, and anti-entropy goes on trying: as much as Consul promises.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
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
