package praetor.template.lang;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import praetor.template.func.Sandbox;
import praetor.template.func.StandardFunctions;
import praetor.template.func.Surroundings;

/** The functions of templates in tests: with a clock that stands, and chance from a seed. */
final class TestFunctions {
  private TestFunctions() {}

  static Functions with(Map<String, String> environment) {
    var surroundings =
        new Surroundings(
            environment,
            Path.of(""),
            InstantSource.fixed(Instant.parse("2026-11-21T08:51:00Z")),
            new SplittableRandom(1),
            template -> template,
            _ -> {});
    return StandardFunctions.of(surroundings, new Sandbox(Path.of(""), Optional.empty()));
  }
}
