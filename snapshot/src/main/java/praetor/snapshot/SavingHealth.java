package praetor.snapshot;

import java.time.Instant;
import java.util.Locale;
import praetor.model.GoDuration;

/**
 * What the check "Consul Snapshot Agent Saving Snapshots" says.
 *
 * @param status {@code passing} or {@code critical}
 */
record SavingHealth(String status, String output) {
  static final String PASSING = "passing";
  static final String CRITICAL = "critical";

  /** Critical after a run that failed, and when the last good snapshot is too old. */
  static SavingHealth of(AgentStatus status, SnapshotSchedule schedule, Instant now) {
    var last = lastGood(status, now);
    if (status.lastError().isPresent()) {
      return new SavingHealth(
          CRITICAL, "Last attempt failed: " + status.lastError().get() + "\n" + last);
    }
    var age = status.age(now);
    if (age.isEmpty()) {
      return new SavingHealth(CRITICAL, last);
    }
    return age.get().compareTo(schedule.maxAge(now)) > 0
        ? new SavingHealth(CRITICAL, "The last good snapshot is too old. " + last)
        : new SavingHealth(PASSING, last);
  }

  private static String lastGood(AgentStatus status, Instant now) {
    if (status.lastGood().isEmpty()) {
      return "No snapshot yet.";
    }
    var good = status.lastGood().get();
    var age = java.time.Duration.ofSeconds(status.age(now).orElseThrow().toSeconds());
    var text =
        new StringBuilder("Last good snapshot: ")
            .append(good.id())
            .append(", ")
            .append(GoDuration.format(age))
            .append(" old");
    good.details()
        .ifPresent(
            details ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        ", index %s, %d records, %d bytes, taken in %s",
                        Long.toUnsignedString(details.index()),
                        details.inventory().count(),
                        details.bytes(),
                        GoDuration.format(details.took()))));
    return text.append('.').toString();
  }
}
