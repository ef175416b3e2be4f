package praetor.agent.checks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A check whose status somebody reports: it turns critical when no report comes in time. Safe for
 * any thread.
 *
 * <p>Source: texts of Consul 1.21.4.
 */
public final class TtlCheck {
  private static final String EXPIRED = "TTL expired";
  private static final String BEFORE = " (last output before timeout follows): ";

  private final String checkId;
  private final Duration ttl;
  private final int outputMaxBytes;
  private final CheckSink sink;
  private final Timers timers;
  private String lastOutput;
  private boolean stopped;
  private long reports;
  private Timers.@Nullable Timer timer;

  TtlCheck(
      String checkId,
      Duration ttl,
      int outputMaxBytes,
      String lastOutput,
      CheckSink sink,
      Timers timers) {
    this.checkId = checkId;
    this.ttl = ttl;
    this.outputMaxBytes = outputMaxBytes;
    this.lastOutput = lastOutput;
    this.sink = sink;
    this.timers = timers;
  }

  /** Starts the time with what is left of it: all of it for a new check. */
  synchronized void start(Duration left) {
    restart(left.compareTo(ttl) < 0 ? left : ttl);
  }

  /** Takes a report, and starts the time anew. */
  public synchronized void report(String status, String output) {
    if (stopped) {
      return;
    }
    lastOutput = CheckOutput.head(output, outputMaxBytes);
    sink.update(checkId, new CheckResult(status, lastOutput));
    restart(ttl);
  }

  public Duration ttl() {
    return ttl;
  }

  synchronized void stop() {
    stopped = true;
    cancel();
  }

  private void restart(Duration left) {
    cancel();
    long report = ++reports;
    timer = timers.after(left, () -> expire(report));
  }

  private synchronized void expire(long report) {
    // A report that came while the timer was firing has started another one.
    if (stopped || report != reports) {
      return;
    }
    var output = lastOutput.isEmpty() ? EXPIRED : EXPIRED + BEFORE + lastOutput;
    sink.update(checkId, CheckResult.critical(output));
  }

  private void cancel() {
    var running = timer;
    if (running != null) {
      running.cancel();
    }
  }
}
