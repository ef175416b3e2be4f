package praetor.snapshot;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import praetor.model.GoDuration;

/** When snapshots are taken. Pure: the time is an argument. */
public sealed interface SnapshotSchedule {

  /** When the first one is due for whoever has become the leader. */
  Instant first(Optional<Instant> newest, Instant now);

  /** When the next one is due after one that began at a time. */
  Instant next(Instant begun, Instant now);

  /** How old the last good snapshot may become: two runs may pass before it is too old. */
  Duration maxAge(Instant now);

  /** As it is shown to people. */
  String text();

  /**
   * One every so often, the first at once. After a pause that was too long for one or many of them
   * there is one, not many.
   */
  record Every(Duration interval) implements SnapshotSchedule {
    @Override
    public Instant first(Optional<Instant> newest, Instant now) {
      return now;
    }

    @Override
    public Instant next(Instant begun, Instant now) {
      var due = begun.plus(interval);
      return due.isBefore(now) ? now : due;
    }

    @Override
    public Duration maxAge(Instant now) {
      return interval.multipliedBy(2);
    }

    @Override
    public String text() {
      return GoDuration.format(interval);
    }
  }

  /**
   * At the times that a cron expression names. What was missed is caught up once, at once; and as
   * long as there is no snapshot at all, one is due.
   */
  final class At implements SnapshotSchedule {
    private final String expression;
    private final ZoneId zone;
    private final ExecutionTime times;

    private At(String expression, ZoneId zone, ExecutionTime times) {
      this.expression = expression;
      this.zone = zone;
      this.times = times;
    }

    @Override
    public Instant first(Optional<Instant> newest, Instant now) {
      return newest.map(last -> next(last, now)).orElse(now);
    }

    @Override
    public Instant next(Instant begun, Instant now) {
      var due = after(begun);
      return due.isBefore(now) ? now : due;
    }

    @Override
    public Duration maxAge(Instant now) {
      var one = after(now);
      return Duration.between(one, after(one)).multipliedBy(2);
    }

    private Instant after(Instant time) {
      return times.nextExecution(time.atZone(zone)).orElseThrow().toInstant();
    }

    @Override
    public String text() {
      return "\"" + expression + "\" in " + zone;
    }
  }

  /**
   * Reads a cron expression of five fields.
   *
   * @param zone such as {@code Europe/Berlin}
   * @throws IOException one of them cannot be; a sentence for people
   */
  static SnapshotSchedule cron(String expression, String zone) throws IOException {
    try {
      var definition = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
      Cron cron = new CronParser(definition).parse(expression).validate();
      var schedule = new At(expression, ZoneId.of(zone), ExecutionTime.forCron(cron));
      if (schedule.times.nextExecution(Instant.EPOCH.atZone(schedule.zone)).isEmpty()) {
        throw new IOException("schedule \"" + expression + "\" names no time at all");
      }
      return schedule;
    } catch (IllegalArgumentException malformed) {
      throw new IOException(
          "schedule \"" + expression + "\" is no cron expression: " + malformed.getMessage());
    } catch (DateTimeException unknown) {
      throw new IOException("unknown time zone \"" + zone + "\"");
    }
  }
}
