package praetor.agent.checks;

import java.time.Duration;
import java.util.Locale;
import praetor.agent.config.CheckDefinition;

/**
 * Asks for a page: 2xx passes, 429 warns, anything else fails.
 *
 * <p>Source: texts of Consul 1.21.4.
 */
final class HttpCheck implements CheckKind {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int TOO_MANY_REQUESTS = 429;

  @Override
  public String type() {
    return "http";
  }

  @Override
  public boolean appliesTo(CheckDefinition definition) {
    return !definition.http().isEmpty();
  }

  @Override
  public Probe probe(CheckDefinition definition, int outputMaxBytes) {
    return probe(definition, outputMaxBytes, ProbeTls.NONE);
  }

  @Override
  public Probe probe(CheckDefinition definition, int outputMaxBytes, ProbeTls tls) {
    var request = ProbeRequest.of(definition, CheckKind.timeout(definition, TIMEOUT));
    return () -> {
      try {
        return result(definition, ProbeHttp.send(request, outputMaxBytes, tls));
      } catch (ProbeException e) {
        return CheckResult.critical(
            verb(request.method())
                + " \""
                + ProbeHttp.sendable(request.url())
                + "\": "
                + ProbeSocket.message(e));
      }
    };
  }

  private static CheckResult result(CheckDefinition definition, ProbeHttp.Answer answer) {
    var method = definition.method().isEmpty() ? "GET" : definition.method();
    var output =
        "HTTP "
            + method
            + " "
            + definition.http()
            + ": "
            + answer.status()
            + " Output: "
            + answer.body();
    if (answer.code() >= 200 && answer.code() < 300) {
      return CheckResult.passing(output);
    }
    return answer.code() == TOO_MANY_REQUESTS
        ? CheckResult.warning(output)
        : CheckResult.critical(output);
  }

  /** Go writes the method of a failed request as {@code Get}. */
  private static String verb(String method) {
    return method.substring(0, 1) + method.substring(1).toLowerCase(Locale.ROOT);
  }
}
