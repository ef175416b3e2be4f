package praetor.agent.checks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.config.CheckDefinition;

/**
 * Runs the checks of an agent: probes in their intervals, the first after a random part of it, and
 * the time of TTL checks. A check that waits holds no thread. Safe for any thread.
 */
public final class CheckRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  /** Source: Consul raises shorter intervals with a warning. */
  private static final Duration INTERVAL_MIN = Duration.ofSeconds(1);

  private final CheckSink sink;
  private final Timers timers;
  private final Executor probes;
  private final RandomGenerator random;
  private final int outputMaxBytes;
  private final ProbeTls tls;
  private final Map<String, Running> running = new HashMap<>();

  /** A check that runs. */
  private sealed interface Running {
    void stop();

    record Ttl(TtlCheck check) implements Running {
      @Override
      public void stop() {
        check.stop();
      }
    }

    record Probing(Loop loop) implements Running {
      @Override
      public void stop() {
        loop.stop();
      }
    }
  }

  /**
   * @param probes runs a probe, which may block: a virtual thread for each
   * @param random draws when a probe starts
   * @param outputMaxBytes {@code check_output_max_size}
   */
  public CheckRunner(
      CheckSink sink,
      Timers timers,
      Executor probes,
      RandomGenerator random,
      int outputMaxBytes,
      ProbeTls tls) {
    this.sink = sink;
    this.timers = timers;
    this.probes = probes;
    this.random = random;
    this.outputMaxBytes = outputMaxBytes;
    this.tls = tls;
  }

  /** Starts a check, in the place of one of the same id. */
  public void start(String checkId, CheckDefinition definition, String lastOutput) {
    start(checkId, definition, lastOutput, definition.ttl());
  }

  /**
   * Starts a check, in the place of one of the same id.
   *
   * @param lastOutput what it said last
   * @param ttlLeft the time that a TTL check has until it expires
   */
  public synchronized void start(
      String checkId, CheckDefinition definition, String lastOutput, Duration ttlLeft) {
    stop(checkId);
    var kind = CheckKinds.of(definition);
    if (kind.isPresent()) {
      running.put(checkId, new Running.Probing(probing(checkId, definition, kind.get())));
    } else if (CheckRules.isTtl(definition)) {
      var ttl = ttl(checkId, definition, lastOutput);
      running.put(checkId, new Running.Ttl(ttl));
      ttl.start(ttlLeft);
    }
  }

  private TtlCheck ttl(String checkId, CheckDefinition definition, String lastOutput) {
    int maxBytes = CheckOutput.maxBytes(definition, outputMaxBytes);
    return new TtlCheck(checkId, definition.ttl(), maxBytes, lastOutput, sink, timers);
  }

  private Loop probing(String checkId, CheckDefinition definition, CheckKind kind) {
    var interval = definition.interval();
    if (interval.compareTo(INTERVAL_MIN) < 0) {
      LOG.warn("check has interval below minimum: check={} minimum_interval=1s", checkId);
      interval = INTERVAL_MIN;
    }
    int maxBytes = CheckOutput.maxBytes(definition, outputMaxBytes);
    var loop =
        new Loop(
            checkId, kind.probe(definition, maxBytes, tls), CheckState.of(definition), interval);
    loop.waitFor(Duration.ofNanos(random.nextLong(interval.toNanos())));
    return loop;
  }

  public synchronized void stop(String checkId) {
    var check = running.remove(checkId);
    if (check != null) {
      check.stop();
    }
  }

  /** A running TTL check. */
  public synchronized Optional<TtlCheck> ttl(String checkId) {
    return running.get(checkId) instanceof Running.Ttl(TtlCheck check)
        ? Optional.of(check)
        : Optional.empty();
  }

  /** How many probes run. */
  public synchronized int probeCount() {
    return (int) running.values().stream().filter(Running.Probing.class::isInstance).count();
  }

  /** How many TTL checks run. */
  public synchronized int ttlCount() {
    return running.size() - probeCount();
  }

  @Override
  public synchronized void close() {
    running.values().forEach(Running::stop);
    running.clear();
  }

  /** The life of one probe: wait, run, tell, and again. */
  private final class Loop {
    private final String checkId;
    private final CheckKind.Probe probe;
    private final CheckState state;
    private final Duration interval;
    private boolean stopped;
    private Timers.@Nullable Timer timer;

    Loop(String checkId, CheckKind.Probe probe, CheckState state, Duration interval) {
      this.checkId = checkId;
      this.probe = probe;
      this.state = state;
      this.interval = interval;
    }

    synchronized void waitFor(Duration delay) {
      if (!stopped) {
        timer = timers.after(delay, () -> probes.execute(this::runOnce));
      }
    }

    synchronized void stop() {
      stopped = true;
      var waiting = timer;
      if (waiting != null) {
        waiting.cancel();
      }
    }

    private void runOnce() {
      try {
        tell(result());
      } catch (InterruptedException _) {
        // Whoever interrupts a probe ends it for good.
        Thread.currentThread().interrupt();
        return;
      }
      waitFor(interval);
    }

    private CheckResult result() throws InterruptedException {
      try {
        return probe.run();
      } catch (RuntimeException e) {
        LOG.error("check {} could not be run", checkId, e);
        return CheckResult.critical(String.valueOf(e.getMessage()));
      }
    }

    private synchronized void tell(CheckResult result) {
      if (stopped) {
        return;
      }
      if (result.isFailure()) {
        LOG.warn("Check is now critical: check={}", checkId);
      }
      state.next(result).ifPresent(next -> sink.update(checkId, next));
    }
  }
}
