package praetor.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import praetor.benchmarks.load.HttpLoad;
import praetor.benchmarks.load.Requests;
import praetor.benchmarks.server.Caller;
import praetor.benchmarks.server.NotServedException;
import praetor.benchmarks.server.Program.Mode;
import praetor.benchmarks.server.Server;

/** Starts, memory, restarts, and many services through one agent. */
final class LifeScenarios {

  private static final double MEBIBYTE = 1 << 20;

  /** Connections of the bulk writes. */
  private static final int WRITERS = 8;

  private static final long POLL_MS = 100;
  private static final String SERVICE = "bench-svc-";

  private final Size size;

  LifeScenarios(Size size) {
    this.size = size;
  }

  List<Scenario> all() {
    return List.of(startDev(), startDurable(), services(), million());
  }

  private Scenario startDev() {
    return new Scenario.Fresh(
        "start-dev",
        List.of(
            Row.of("first answer", Unit.MILLISECONDS, new Goal.AtMost(400, Unit.MILLISECONDS)),
            Row.of("first read that needs a leader", Unit.MILLISECONDS)),
        place -> {
          try (var server = Server.start(place.program(), Mode.DEV, place.folder())) {
            return new double[] {
              server.awaitRead("/v1/status/leader").toNanos() / 1e6,
              server.awaitRead("/v1/session/list").toNanos() / 1e6
            };
          }
        });
  }

  private Scenario startDurable() {
    return new Scenario.Fresh(
        "start-durable",
        List.of(
            Row.of("first accepted write", Unit.MILLISECONDS),
            Row.of("idle resident memory", Unit.MEBIBYTES, new Goal.RatioAtMost(1.2)),
            Row.of("idle CPU per second", Unit.MICROSECONDS)),
        place -> {
          try (var server = Server.start(place.program(), Mode.DURABLE, place.folder())) {
            double firstWriteMs = server.awaitWrite().toNanos() / 1e6;
            Thread.sleep(size.idle().toMillis() / 2);
            long cpuBefore = server.cpuNanos();
            Thread.sleep(size.idle().toMillis() / 2);
            double cpuMicros = (server.cpuNanos() - cpuBefore) / 1e3;
            return new double[] {
              firstWriteMs,
              server.residentBytes() / MEBIBYTE,
              cpuMicros * 2_000 / size.idle().toMillis()
            };
          }
        });
  }

  private Scenario million() {
    return new Scenario.Fresh(
        "million-keys",
        List.of(
            Row.of("time to write", Unit.SECONDS),
            Row.of("CPU to write", Unit.SECONDS),
            Row.of("resident memory", Unit.MEBIBYTES, new Goal.RatioAtMost(0.4)),
            Row.of("restart to first read", Unit.SECONDS, new Goal.RatioAtMost(0.4)),
            Row.of("CPU of the restart", Unit.SECONDS),
            Row.of("resident memory after it", Unit.MEBIBYTES)),
        place -> {
          double[] before;
          try (var server = Server.ready(place.program(), place.folder())) {
            before = filled(server);
          }
          try (var server = Server.start(place.program(), Mode.DURABLE, place.folder())) {
            double[] after = restarted(server);
            return new double[] {before[0], before[1], before[2], after[0], after[1], after[2]};
          }
        });
  }

  private double[] filled(Server server) throws IOException, InterruptedException {
    long cpuBefore = server.cpuNanos();
    var load = Data.writeKeys(server, "many/", size.keys(), Data.LARGE_VALUE_BYTES, WRITERS);
    double cpuSeconds = (server.cpuNanos() - cpuBefore) / 1e9;
    Thread.sleep(size.idle().toMillis() * 2);
    return new double[] {load.wallNanos() / 1e9, cpuSeconds, server.residentBytes() / MEBIBYTE};
  }

  private double[] restarted(Server server) throws IOException, InterruptedException {
    String last = "/v1/kv/" + Data.key("many/", size.keys() - 1);
    double seconds = server.awaitRead(last + "?consistent").toNanos() / 1e9;
    double cpuSeconds = server.cpuNanos() / 1e9;
    Thread.sleep(size.idle().toMillis());
    return new double[] {seconds, cpuSeconds, server.residentBytes() / MEBIBYTE};
  }

  private Scenario services() {
    return new Scenario.Fresh(
        "agent-services",
        List.of(
            Row.of("time until all are in the catalog", Unit.SECONDS, new Goal.RatioAtMost(0.05)),
            Row.of("CPU", Unit.SECONDS)),
        place -> {
          try (var server = Server.ready(place.program(), place.folder());
              var caller = server.caller()) {
            return registered(server, caller);
          }
        });
  }

  private double[] registered(Server server, Caller caller)
      throws IOException, InterruptedException {
    String path = "/v1/agent/service/register";
    if (caller.put(path, service(0)).status() == 404) {
      throw new NotServedException("PUT " + path);
    }
    long cpuBefore = server.cpuNanos();
    long startNanos = System.nanoTime();
    var requests =
        Requests.numbered(size.services(), i -> Requests.encode("PUT", path, service(i)));
    var load = new HttpLoad(server.httpPort(), WRITERS).run(requests, size.servicesMax());
    if (load.failures() > 0) {
      throw new IOException(load.failures() + " registrations failed");
    }
    int there = inCatalog(caller);
    while (there < size.services()) {
      if (System.nanoTime() - startNanos > size.servicesMax().toNanos()) {
        throw new IOException(there + " services in the catalog after " + size.servicesMax());
      }
      Thread.sleep(POLL_MS);
      there = inCatalog(caller);
    }
    var time = Duration.ofNanos(System.nanoTime() - startNanos);
    return new double[] {time.toNanos() / 1e9, (server.cpuNanos() - cpuBefore) / 1e9};
  }

  private static String service(long number) {
    return "{\"Name\":\"%s%d\",\"Port\":8080,\"Tags\":[\"v1\"]}".formatted(SERVICE, number);
  }

  private static int inCatalog(Caller caller) throws IOException {
    return caller.get("/v1/catalog/services").body().split(SERVICE, -1).length - 1;
  }
}
