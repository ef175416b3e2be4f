package praetor.benchmarks;

import java.io.IOException;
import java.util.List;
import praetor.benchmarks.load.HttpLoad;
import praetor.benchmarks.load.Requests;
import praetor.benchmarks.server.Cluster;
import praetor.benchmarks.server.Server;

/** Three servers, and what a client costs. */
final class ClusterScenarios {

  private static final double MEBIBYTE = 1 << 20;
  private static final int SERVERS = 3;
  private static final int WRITERS = 64;
  private static final int KEYS = 10_000;

  private final Size size;

  ClusterScenarios(Size size) {
    this.size = size;
  }

  List<Scenario> all() {
    return List.of(bootstrap(), writes(), failover(), still(), clients());
  }

  private Scenario bootstrap() {
    return new Scenario.Fresh(
        "cluster-bootstrap",
        List.of(
            Row.of(
                "first write of 3 servers started at once",
                Unit.MILLISECONDS,
                new Goal.RatioAtMost(0.15))),
        place -> {
          long began = System.nanoTime();
          try (var cluster = Cluster.start(place.program(), place.folder(), SERVERS)) {
            return new double[] {(cluster.firstWriteNanos() - began) / 1e6};
          }
        });
  }

  private Scenario writes() {
    return new Scenario.Fresh(
        "cluster-put-" + WRITERS,
        List.of(
            Row.of("throughput", Unit.PER_SECOND, new Goal.RatioAtLeast(6)),
            Row.of("CPU of the 3 servers per request", Unit.MICROSECONDS),
            Row.of("99th percentile", Unit.MICROSECONDS)),
        place -> {
          try (var cluster = Cluster.ready(place.program(), place.folder(), SERVERS)) {
            var writes = Requests.keyWrites("put/", KEYS, Data.VALUE_BYTES);
            var load = new HttpLoad(cluster.leader().httpPort(), WRITERS);
            // Servers run for weeks: what counts is compiled code.
            load.run(writes, size.warmUp().multipliedBy(2));
            long cpuBefore = sum(cluster.servers(), Server::cpuNanos);
            var result = load.run(writes, size.round());
            long cpuNanos = sum(cluster.servers(), Server::cpuNanos) - cpuBefore;
            if (result.failures() > 0) {
              throw new IOException(result.failures() + " writes failed");
            }
            return new double[] {
              result.perSecond(), cpuNanos / 1e3 / result.requests(), result.p99Nanos() / 1e3
            };
          }
        });
  }

  private Scenario failover() {
    return new Scenario.Fresh(
        "cluster-failover",
        List.of(
            Row.of(
                "first write after the leader is killed",
                Unit.MILLISECONDS,
                new Goal.RatioAtMost(0.15))),
        place -> {
          try (var cluster = Cluster.ready(place.program(), place.folder(), SERVERS)) {
            Thread.sleep(size.idle().toMillis());
            var leader = cluster.leader();
            long began = System.nanoTime();
            cluster.kill(leader);
            return new double[] {(cluster.firstWriteNanos() - began) / 1e6};
          }
        });
  }

  private Scenario still() {
    return new Scenario.Fresh(
        "cluster-idle",
        List.of(
            Row.of("written to disk per server and minute", Unit.KIBIBYTES),
            Row.of("CPU per server and second", Unit.MICROSECONDS),
            Row.of("resident memory of a server", Unit.MEBIBYTES)),
        place -> {
          try (var cluster = Cluster.ready(place.program(), place.folder(), SERVERS)) {
            Thread.sleep(size.still().toMillis());
            var servers = cluster.servers();
            long cpuBefore = sum(servers, Server::cpuNanos);
            long writtenBefore = sum(servers, Server::writtenBytes);
            Thread.sleep(size.still().toMillis());
            double seconds = size.still().toMillis() / 1e3 * SERVERS;
            return new double[] {
              (sum(servers, Server::writtenBytes) - writtenBefore) / 1_024.0 * 60 / seconds,
              (sum(servers, Server::cpuNanos) - cpuBefore) / 1e3 / seconds,
              sum(servers, Server::residentBytes) / MEBIBYTE / SERVERS
            };
          }
        });
  }

  private Scenario clients() {
    return new Scenario.Fresh(
        "cluster-clients",
        List.of(
            Row.of("resident memory of a client", Unit.MEBIBYTES),
            Row.of("CPU of a client per second", Unit.MICROSECONDS),
            Row.of("CPU of the server per client and second", Unit.MICROSECONDS)),
        place -> {
          try (var cluster = Cluster.ready(place.program(), place.folder(), 1)) {
            cluster.addClients(size.clients());
            Thread.sleep(size.still().toMillis());
            long cpuBefore = sum(cluster.clients(), Server::cpuNanos);
            long serverBefore = sum(cluster.servers(), Server::cpuNanos);
            Thread.sleep(size.still().toMillis());
            double seconds = size.still().toMillis() / 1e3 * size.clients();
            return new double[] {
              sum(cluster.clients(), Server::residentBytes) / MEBIBYTE / size.clients(),
              (sum(cluster.clients(), Server::cpuNanos) - cpuBefore) / 1e3 / seconds,
              (sum(cluster.servers(), Server::cpuNanos) - serverBefore) / 1e3 / seconds
            };
          }
        });
  }

  /** Something that an agent has used so far. */
  @FunctionalInterface
  private interface Use {
    long of(Server agent) throws IOException;
  }

  private static long sum(List<Server> agents, Use use) throws IOException {
    long sum = 0;
    for (var agent : agents) {
      sum += use.of(agent);
    }
    return sum;
  }
}
