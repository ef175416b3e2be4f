package praetor.agent.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads address settings: IP addresses separated by blanks, {@code unix://} paths, and the
 * templates {@code {{ GetPrivateIP }}}, {@code {{ GetPublicIP }}}, {@code {{ GetInterfaceIP "eth0"
 * }}}.
 */
final class AddressTexts {

  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{(.*?)}}");
  private static final Pattern INTERFACE_IP = Pattern.compile("GetInterfaceIP\\s+\"([^\"]+)\"");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.*)?");

  private final Host host;
  private final List<String> errors;

  AddressTexts(Host host, List<String> errors) {
    this.host = host;
    this.errors = errors;
  }

  /** The IP addresses of a setting; each unreadable one is an error. */
  List<String> all(String key, String text) {
    var addresses = new ArrayList<String>();
    for (var word : words(text)) {
      if (isIp(word) || word.startsWith("unix://")) {
        addresses.add(word);
      } else {
        errors.add(key + ": invalid ip address: " + word);
      }
    }
    return addresses;
  }

  /** The one IP address of a setting; an unreadable one is an error. */
  Optional<String> one(String key, String text) {
    return all(key, text).stream().findFirst();
  }

  /** The words of a setting, templates replaced. */
  List<String> words(String text) {
    var resolved = TEMPLATE.matcher(text).replaceAll(m -> resolve(m.group(1).strip()));
    return resolved.isBlank() ? List.of() : List.of(resolved.strip().split("\\s+", -1));
  }

  private String resolve(String call) {
    var named = INTERFACE_IP.matcher(call);
    if (named.matches()) {
      return first(a -> a.networkInterface().equals(named.group(1)));
    }
    return switch (call) {
      case "GetPrivateIP" -> first(Host.Address::isPrivateIpv4);
      case "GetPublicIP" -> first(Host.Address::isPublic);
      default -> "";
    };
  }

  private String first(Predicate<Host.Address> which) {
    return host.addresses().stream()
        .filter(which)
        .map(a -> a.ip().getHostAddress())
        .findFirst()
        .orElse("");
  }

  /**
   * The address to advertise when the agent listens on all of them.
   *
   * <p>Source: public agent reference: "the first available private IPv4 address; with more than
   * one, the agent exits with an error".
   */
  String advertised(String bind) throws ConfigException {
    if (!isAny(bind)) {
      return bind;
    }
    boolean ipv6 = bind.contains(":");
    var kind = ipv6 ? "public IPv6" : "private IPv4";
    var found =
        host.addresses().stream()
            .filter(a -> ipv6 ? a.isPublic() && isIpv6(a.ip()) : a.isPrivateIpv4())
            .map(a -> a.ip().getHostAddress())
            .toList();
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 -> throw new ConfigException("No " + kind + " address found");
      default ->
          throw new ConfigException(
              "Multiple "
                  + kind
                  + " addresses found. Please configure one with 'bind' and/or 'advertise'.");
    };
  }

  private static boolean isIpv6(InetAddress ip) {
    return ip.getAddress().length == 16;
  }

  static boolean isAny(String address) {
    return address.equals("0.0.0.0") || address.equals("::") || address.equals("[::]");
  }

  static boolean isIp(String text) {
    return IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
  }
}
