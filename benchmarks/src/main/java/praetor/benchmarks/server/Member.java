package praetor.benchmarks.server;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import praetor.benchmarks.server.Program.Mode;

/**
 * Which agent of a datacenter one is.
 *
 * @param number from 0; servers come first
 * @param servers how many the datacenter has
 */
record Member(Mode mode, int number, int servers) {

  /** HTTP, DNS, server, LAN and WAN. */
  private static final int PORTS = 5;

  static Member alone(Mode mode) {
    return new Member(mode, 0, 1);
  }

  String name() {
    return "bench-" + number;
  }

  /** The first of its ports; that of HTTP. */
  int port(Program program) {
    return program.basePort() + PORTS * number;
  }

  /**
   * Thousands of connections from one address are what some scenarios are about; more than the open
   * files that the system allows would be refused.
   */
  String config(Program program) {
    int port = port(program);
    return """
        {
          "log_level": "warn",
          "limits": {"http_max_conns_per_client": 15000},
          "retry_join": [%s],
          "retry_interval": "1s",
          "ports": {"http": %d, "dns": %d, "server": %d, "serf_lan": %d, "serf_wan": %d,
                    "grpc": -1, "grpc_tls": -1}
        }
        """
        .formatted(joins(program), port, port + 1, port + 2, port + 3, port + 4);
  }

  private String joins(Program program) {
    return switch (mode) {
      case DEV, DURABLE -> "";
      case PEER, CLIENT ->
          IntStream.range(0, servers)
              .mapToObj(server -> new Member(Mode.PEER, server, servers).port(program) + 3)
              .map("\"127.0.0.1:%d\""::formatted)
              .collect(Collectors.joining(", "));
    };
  }
}
