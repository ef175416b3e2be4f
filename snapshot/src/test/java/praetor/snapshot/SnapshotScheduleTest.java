package praetor.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotScheduleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:07:00Z");

  @Test
  void anIntervalBeginsAtOnceAndGoesOnFromTheLastBeginning() {
    var hourly = new SnapshotSchedule.Every(Duration.ofHours(1));
    assertThat(hourly.first(Optional.of(NOW.minusSeconds(60)), NOW)).isEqualTo(NOW);
    assertThat(hourly.next(NOW, NOW.plusSeconds(5))).isEqualTo(NOW.plusSeconds(3600));
    assertThat(hourly.maxAge(NOW)).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void whatWasMissedIsCaughtUpOnce() throws IOException {
    var hourly = new SnapshotSchedule.Every(Duration.ofHours(1));
    var late = NOW.plus(Duration.ofHours(5));
    assertThat(hourly.next(NOW, late)).isEqualTo(late);
    var cron = SnapshotSchedule.cron("0 * * * *", "UTC");
    assertThat(cron.first(Optional.of(NOW.minus(Duration.ofHours(5))), NOW)).isEqualTo(NOW);
    // Having been caught up, the next one is that of the clock.
    assertThat(cron.next(NOW, NOW.plusSeconds(1))).isEqualTo("2026-03-01T11:00:00Z");
  }

  @Test
  void aCronScheduleWaitsForItsTimeWhenNothingWasMissed() throws IOException {
    var cron = SnapshotSchedule.cron("*/15 * * * *", "UTC");
    assertThat(cron.first(Optional.of(NOW.minus(Duration.ofMinutes(3))), NOW))
        .isEqualTo("2026-03-01T10:15:00Z");
    assertThat(cron.maxAge(NOW)).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void withoutAnySnapshotOneIsDue() throws IOException {
    assertThat(SnapshotSchedule.cron("0 3 * * *", "UTC").first(Optional.empty(), NOW))
        .isEqualTo(NOW);
  }

  @Test
  void timesAreThoseOfTheZoneAlsoWhenItsClocksAreChanged() throws IOException {
    var berlin = SnapshotSchedule.cron("30 3 * * *", "Europe/Berlin");
    // On the 29th of March 2026 two o'clock becomes three: the offset goes from +1 to +2.
    var before = Instant.parse("2026-03-28T12:00:00Z");
    assertThat(berlin.next(before, before)).isEqualTo("2026-03-29T01:30:00Z");
    var earlier = Instant.parse("2026-03-27T12:00:00Z");
    assertThat(berlin.next(earlier, earlier)).isEqualTo("2026-03-28T02:30:00Z");
  }

  @Test
  void whatIsNoScheduleIsRefusedInWords() {
    assertThatThrownBy(() -> SnapshotSchedule.cron("every day", "UTC"))
        .hasMessageContaining("schedule \"every day\" is no cron expression");
    assertThatThrownBy(() -> SnapshotSchedule.cron("* * * * *", "Mars/Base"))
        .hasMessage("unknown time zone \"Mars/Base\"");
    assertThatThrownBy(() -> SnapshotSchedule.cron("0 0 30 2 *", "UTC"))
        .hasMessageContaining("no time at all");
  }
}
