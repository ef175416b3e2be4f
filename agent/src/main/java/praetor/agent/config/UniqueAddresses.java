package praetor.agent.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No two listeners of an agent may share an address. */
final class UniqueAddresses {

  private final Map<String, String> owners = new HashMap<>();

  private UniqueAddresses() {}

  static void check(AgentConfig config) throws ConfigException {
    var unique = new UniqueAddresses();
    var addresses = config.addresses();
    var ports = config.ports();
    unique.add("DNS", addresses.dns(), ports.dns());
    unique.add("HTTP", addresses.http(), ports.http());
    unique.add("HTTPS", addresses.https(), ports.https());
    unique.add("RPC Advertise", List.of(addresses.advertise()), ports.server());
    unique.add("Serf Advertise LAN", List.of(addresses.advertise()), ports.serfLan());
    unique.add("Serf Advertise WAN", List.of(addresses.advertiseWan()), ports.serfWan());
  }

  private void add(String protocol, List<String> addresses, int port) throws ConfigException {
    for (var address : addresses) {
      boolean unix = address.startsWith("unix://");
      if (unix && protocol.equals("DNS")) {
        throw new ConfigException("DNS address cannot be a unix socket");
      }
      if (!unix && port <= 0) {
        continue;
      }
      var place = unix ? address : place(address, port);
      var owner = owners.putIfAbsent(place, protocol);
      if (owner != null) {
        throw new ConfigException(
            "%s address %s already configured for %s".formatted(protocol, place, owner));
      }
    }
  }

  private static String place(String address, int port) {
    return address.contains(":") ? "[" + address + "]:" + port : address + ":" + port;
  }
}
