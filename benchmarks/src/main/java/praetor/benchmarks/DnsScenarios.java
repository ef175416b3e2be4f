package praetor.benchmarks;

import static praetor.benchmarks.Measured.rows;

import java.util.List;
import praetor.benchmarks.load.DnsLoad;

/** DNS queries over UDP for services of the catalog. */
final class DnsScenarios {

  private static final int SOCKETS = 16;
  private static final Goal NONE = new Goal.None();

  private final Size size;

  DnsScenarios(Size size) {
    this.size = size;
  }

  List<Scenario> all() {
    return List.of(
        queries("dns-a-3", 3, DnsLoad.A, new Goal.RatioAtMost(0.20)),
        queries("dns-a-100", 100, DnsLoad.A, new Goal.RatioAtMost(0.05)),
        queries("dns-srv-3", 3, DnsLoad.SRV, NONE));
  }

  private Scenario queries(String name, int instances, int type, Goal cpu) {
    String service = "dns" + instances;
    return new Scenario.OnServer(
        name,
        rows(cpu, NONE),
        server -> Data.registerInstances(server, service, instances),
        server -> {
          var load = new DnsLoad(server.dnsPort(), SOCKETS);
          String question = service + ".service.consul";
          return Measured.of(server, () -> load.run(question, type, size.round())).figures();
        });
  }
}
