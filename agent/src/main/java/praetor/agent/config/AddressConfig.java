package praetor.agent.config;

import java.util.List;

/**
 * Where the agent listens and which address it tells others; all templates are resolved.
 *
 * <p>A listener address is an IP address or {@code unix:///path} (HTTP and HTTPS only).
 *
 * @param bind address of the server and gossip ports
 * @param client addresses of HTTP and DNS unless they have their own
 * @param advertise address that other nodes use
 * @param advertiseWan address that other datacenters use
 * @param dns listener addresses of DNS, and so on for each protocol
 */
public record AddressConfig(
    String bind,
    List<String> client,
    String advertise,
    String advertiseWan,
    String serfLan,
    String serfWan,
    List<String> dns,
    List<String> http,
    List<String> https,
    List<String> grpc,
    List<String> grpcTls) {

  public AddressConfig {
    client = List.copyOf(client);
    dns = List.copyOf(dns);
    http = List.copyOf(http);
    https = List.copyOf(https);
    grpc = List.copyOf(grpc);
    grpcTls = List.copyOf(grpcTls);
  }
}
