package praetor.benchmarks;

import java.io.IOException;
import java.util.List;
import praetor.benchmarks.load.LoadResult;
import praetor.benchmarks.server.Server;

/** A run of load together with the processor time that the server took for it. */
record Measured(LoadResult load, long cpuNanos) {

  /** More than this share of failed requests makes a run worthless. */
  private static final double FAILURES_MAX = 0.001;

  /** Runs load against a server. */
  interface Run {
    LoadResult run() throws IOException;
  }

  static Measured of(Server server, Run run) throws IOException {
    long before = server.cpuNanos();
    var load = run.run();
    long cpuNanos = server.cpuNanos() - before;
    if (load.requests() == 0 || load.failures() > load.requests() * FAILURES_MAX) {
      throw new IOException(load.failures() + " of " + load.requests() + " requests failed");
    }
    return new Measured(load, cpuNanos);
  }

  static List<Row> rows(Goal cpu, Goal throughput) {
    return List.of(
        Row.of("CPU per request", Unit.MICROSECONDS, cpu),
        Row.of("throughput", Unit.PER_SECOND, throughput),
        Row.of("99th percentile", Unit.MICROSECONDS));
  }

  /** The figures of {@link #rows}. */
  double[] figures() {
    return new double[] {cpuNanos / 1e3 / load.requests(), load.perSecond(), load.p99Nanos() / 1e3};
  }
}
