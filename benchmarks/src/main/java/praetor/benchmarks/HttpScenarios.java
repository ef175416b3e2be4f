package praetor.benchmarks;

import static praetor.benchmarks.Measured.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import praetor.benchmarks.load.HttpLoad;
import praetor.benchmarks.load.Requests;
import praetor.benchmarks.server.Server;

/** Reads and writes over HTTP on a running server. */
final class HttpScenarios {

  private static final int READERS = 16;
  private static final int KEYS = 10_000;
  private static final int INSTANCES = 100;
  private static final Goal NONE = new Goal.None();

  private final Size size;

  HttpScenarios(Size size) {
    this.size = size;
  }

  List<Scenario> all() {
    var all = new ArrayList<Scenario>();
    all.add(keyReads("kv-get", "", new Goal.RatioAtMost(0.40)));
    all.add(keyReads("kv-get-consistent", "?consistent", new Goal.RatioAtMost(0.40)));
    all.add(keyWrites(1, NONE, NONE));
    all.add(keyWrites(64, new Goal.RatioAtMost(0.35), new Goal.RatioAtLeast(6)));
    all.add(keyWrites(256, NONE, NONE));
    all.add(health());
    all.add(recurse());
    return all;
  }

  private Scenario keyReads(String name, String parameters, Goal cpu) {
    var paths =
        IntStream.range(0, KEYS)
            .mapToObj(i -> "/v1/kv/" + Data.key("get/", i) + parameters)
            .toList();
    return new Scenario.OnServer(
        name,
        rows(cpu, NONE),
        server -> Data.writeKeys(server, "get/", KEYS, Data.VALUE_BYTES, 4),
        server -> reads(server, paths, READERS));
  }

  private Scenario keyWrites(int connections, Goal cpu, Goal throughput) {
    return new Scenario.OnServer(
        "kv-put-" + connections,
        rows(cpu, throughput),
        _ -> {},
        server -> {
          var writes = Requests.keyWrites("put/", KEYS, Data.VALUE_BYTES);
          var load = new HttpLoad(server.httpPort(), connections);
          return Measured.of(server, () -> load.run(writes, size.round())).figures();
        });
  }

  private Scenario health() {
    return new Scenario.OnServer(
        "health-100",
        rows(new Goal.RatioAtMost(0.10), NONE),
        server -> Data.registerInstances(server, "web" + INSTANCES, INSTANCES),
        server -> reads(server, List.of("/v1/health/service/web" + INSTANCES), READERS));
  }

  private Scenario recurse() {
    return new Scenario.OnServer(
        "kv-recurse",
        rows(new Goal.RatioAtMost(0.25), NONE),
        server -> Data.writeKeys(server, "recurse/", KEYS, Data.VALUE_BYTES, 4),
        server -> reads(server, List.of("/v1/kv/recurse/?recurse"), 2));
  }

  private double[] reads(Server server, List<String> paths, int connections) throws IOException {
    var load = new HttpLoad(server.httpPort(), connections);
    return Measured.of(server, () -> load.run(Requests.reads(paths), size.round())).figures();
  }
}
