package praetor.cli.watch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import praetor.client.watch.Watch;
import praetor.model.GoDuration;

/** The line that tells of a failed read. Source: {@code consul watch} 1.21.4. */
final class FailureLine {
  private FailureLine() {}

  static String of(Watch watch, IOException failure, Duration retry) {
    return "%s [ERROR] watch.watch: Watch errored: type=%s error=\"%s\" retry=%s\n"
        .formatted(
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            watch.type(),
            String.valueOf(failure.getMessage()).replace("\"", "\\\""),
            GoDuration.format(retry));
  }
}
