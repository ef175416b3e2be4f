package praetor.cli.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import praetor.agent.config.Host;
import praetor.agent.sockaddr.IfAddr;
import praetor.cli.command.CommandException;

/**
 * {@code CONSUL_BIND_INTERFACE} and {@code CONSUL_CLIENT_INTERFACE}: the agent uses the first IPv4
 * address of an interface, as if it had been given by a flag; a flag itself wins. The same
 * variables with {@code PRAETOR_} win over those.
 *
 * <p>Source: documentation of Consul's container image, whose entry point does it.
 */
final class InterfaceVariables {
  private static final int IPV4_BITS = 32;

  private InterfaceVariables() {}

  static Map<String, Object> settings(Map<String, String> environment, Host host)
      throws CommandException {
    var settings = new LinkedHashMap<String, Object>();
    put(settings, "bind_addr", "BIND_INTERFACE", environment, host);
    put(settings, "client_addr", "CLIENT_INTERFACE", environment, host);
    return settings;
  }

  private static void put(
      Map<String, Object> settings,
      String key,
      String variable,
      Map<String, String> environment,
      Host host)
      throws CommandException {
    var name =
        Optional.ofNullable(environment.get("PRAETOR_" + variable))
            .orElse(environment.getOrDefault("CONSUL_" + variable, ""));
    if (name.isEmpty()) {
      return;
    }
    // Not by a template: GetInterfaceIP finds nothing on the loopback interface.
    var first = host.addresses().stream().filter(address -> isIpv4Of(name, address)).findFirst();
    if (first.isEmpty()) {
      throw new CommandException("Could not find IP for interface '" + name + "', exiting");
    }
    settings.put(key, first.get().ip().text());
  }

  private static boolean isIpv4Of(String name, IfAddr address) {
    return address.name().equals(name) && address.ip().bits() == IPV4_BITS;
  }
}
