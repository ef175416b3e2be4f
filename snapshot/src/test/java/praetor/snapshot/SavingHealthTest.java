package praetor.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import praetor.snapshot.drill.Inventory;

class SavingHealthTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final SnapshotSchedule HOURLY = new SnapshotSchedule.Every(Duration.ofHours(1));
  private static final SnapshotId ID = SnapshotId.next(NOW, Optional.empty());
  private static final AgentStatus GOOD =
      AgentStatus.NEW.succeeded(
          ID,
          new AgentStatus.Details(
              42, 1000, Duration.ofMillis(3), new Inventory(new TreeMap<>(), Map.of())));

  @Test
  void aFreshSnapshotPasses() {
    var health = SavingHealth.of(GOOD, HOURLY, NOW.plusSeconds(90));
    assertThat(health.status()).isEqualTo("passing");
    assertThat(health.output())
        .isEqualTo(
            "Last good snapshot: "
                + ID
                + ", 1m30s old, index 42, 0 records, 1000 bytes, taken in 3ms.");
  }

  @Test
  void noSnapshotForTwoIntervalsIsCritical() {
    assertThat(SavingHealth.of(GOOD, HOURLY, NOW.plus(Duration.ofHours(2))).status())
        .isEqualTo("passing");
    var health = SavingHealth.of(GOOD, HOURLY, NOW.plus(Duration.ofMinutes(121)));
    assertThat(health.status()).isEqualTo("critical");
    assertThat(health.output()).contains("too old");
  }

  @Test
  void aFailedRunIsCriticalUntilAGoodOne() {
    var failed = GOOD.failed("disk full");
    var health = SavingHealth.of(failed, HOURLY, NOW.plusSeconds(1));
    assertThat(health.status()).isEqualTo("critical");
    assertThat(health.output()).startsWith("Last attempt failed: disk full").contains(ID + "");
    assertThat(SavingHealth.of(failed.forgiven(), HOURLY, NOW).status()).isEqualTo("critical");
  }

  @Test
  void noSnapshotAtAllIsCritical() {
    assertThat(SavingHealth.of(AgentStatus.NEW, HOURLY, NOW))
        .isEqualTo(new SavingHealth("critical", "No snapshot yet."));
  }

  @Test
  void theStatusIsJsonForPeopleAndMonitors() {
    assertThat(GOOD.failed("x").leading(true).json(NOW.plusSeconds(5)))
        .isEqualTo(
            "{\"Leader\":true,\"LastID\":\""
                + ID
                + "\",\"LastTime\":\"2026-03-01T10:00:00Z\",\"LastAgeSeconds\":5,\"LastIndex\":42,"
                + "\"LastSizeBytes\":1000,\"LastDurationMs\":3,\"LastRecords\":0,\"Saved\":1,"
                + "\"Failures\":1,\"FailuresInRow\":1,\"LastError\":\"x\"}");
  }
}
