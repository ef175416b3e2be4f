package praetor.registrator.rules;

import java.util.Optional;
import praetor.client.JsonView;

/**
 * How a container stands by its own HEALTHCHECK, in the catalog's words.
 *
 * @param status {@code passing} or {@code critical}; one that has just started is not ready yet
 * @param output for people
 */
public record Health(String status, String output) {
  private static final int OUTPUT_MAX_CHARS = 4_000;

  /** Reads {@code State.Health}; empty for a container without a check. */
  static Optional<Health> of(JsonView state) {
    var health = state.field("Health").value().isPresent() ? "Health" : "Healthcheck";
    var block = state.field(health);
    return switch (block.text("Status")) {
      case "healthy" -> Optional.of(new Health("passing", "HEALTHCHECK: healthy"));
      case "starting" -> Optional.of(new Health("critical", "HEALTHCHECK: starting"));
      case "unhealthy" -> Optional.of(new Health("critical", unhealthy(block)));
      default -> Optional.empty();
    };
  }

  private static String unhealthy(JsonView health) {
    var log = health.field("Log").elements();
    var last = log.isEmpty() ? "" : log.getLast().text("Output").strip();
    var shown = last.length() > OUTPUT_MAX_CHARS ? last.substring(0, OUTPUT_MAX_CHARS) : last;
    return shown.isEmpty() ? "HEALTHCHECK: unhealthy" : "HEALTHCHECK: unhealthy: " + shown;
  }
}
