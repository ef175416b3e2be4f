package praetor.agent.checks;

import java.nio.charset.StandardCharsets;
import praetor.agent.config.CheckDefinition;
import praetor.agent.local.CheckRequests;
import praetor.model.DecodeException;

/** Definitions of checks for tests, in the JSON of the API. */
public final class Checks {
  private Checks() {}

  /** A definition, in JSON with single quotes. */
  public static CheckDefinition of(String json) {
    try {
      return CheckRequests.registration(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }
}
