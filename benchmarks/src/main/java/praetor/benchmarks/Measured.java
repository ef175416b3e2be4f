package praetor.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import praetor.benchmarks.load.LoadResult;
import praetor.benchmarks.server.Server;

/**
 * A run of load together with the processor time that it took.
 *
 * @param cpuNanos of the server
 * @param loadNanos of the thread that made the load: what it takes of a small machine, the server
 *     does not get
 */
record Measured(LoadResult load, long cpuNanos, long loadNanos) {

  /** More than this share of failed requests makes a run worthless. */
  private static final double FAILURES_MAX = 0.001;

  /** Runs load against a server. */
  interface Run {
    LoadResult run() throws IOException;
  }

  static Measured of(Server server, Run run) throws IOException {
    var threads = ManagementFactory.getThreadMXBean();
    long loadBefore = threads.getCurrentThreadCpuTime();
    long before = server.cpuNanos();
    var load = run.run();
    long cpuNanos = server.cpuNanos() - before;
    long loadNanos = threads.getCurrentThreadCpuTime() - loadBefore;
    if (load.requests() == 0 || load.failures() > load.requests() * FAILURES_MAX) {
      throw new IOException(load.failures() + " of " + load.requests() + " requests failed");
    }
    return new Measured(load, cpuNanos, loadNanos);
  }

  static List<Row> rows(Goal cpu, Goal throughput) {
    return List.of(
        Row.of("CPU per request", Unit.MICROSECONDS, cpu),
        Row.of("throughput", Unit.PER_SECOND, throughput),
        Row.of("99th percentile", Unit.MICROSECONDS),
        Row.of("CPU of the load generator per request", Unit.MICROSECONDS));
  }

  /** The figures of {@link #rows}. */
  double[] figures() {
    return new double[] {
      cpuNanos / 1e3 / load.requests(),
      load.perSecond(),
      load.p99Nanos() / 1e3,
      loadNanos / 1e3 / load.requests()
    };
  }
}
