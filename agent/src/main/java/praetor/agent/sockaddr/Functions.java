package praetor.agent.sockaddr;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The functions of templates over the addresses of a machine.
 *
 * <p>Lists that mix IPv4 and IPv6 are sorted IPv4 first where Consul leaves their order to chance.
 *
 * <p>Source: documentation of go-sockaddr's templates; results and texts of Consul 1.21.4.
 */
final class Functions {
  private static final Comparator<IfAddr> BY_TYPE =
      Comparator.comparingInt(addr -> addr.ip().bits());
  private static final Comparator<IfAddr> BY_ADDRESS =
      BY_TYPE.thenComparing(addr -> addr.ip().value());

  /** The largest network first. */
  private static final Comparator<IfAddr> BY_SIZE =
      BY_TYPE.thenComparingInt(addr -> addr.ip().prefixLength());

  private static final Comparator<IfAddr> BY_DEFAULT =
      Comparator.comparing(IfAddr::isDefault).reversed();
  private static final Comparator<IfAddr> BY_PRIVATE =
      Comparator.comparing((IfAddr addr) -> Rfc.holds(Rfc.PRIVATE, addr.ip())).reversed();

  private static final Map<String, Comparator<IfAddr>> ORDERS =
      Map.of(
          "address", BY_ADDRESS,
          "default", BY_DEFAULT,
          "name", Comparator.comparing(IfAddr::name),
          "port", (_, _) -> 0,
          "private", BY_PRIVATE,
          "size", BY_SIZE,
          "type", BY_TYPE);

  private static final Comparator<IfAddr> USUAL =
      BY_DEFAULT.thenComparing(BY_TYPE).thenComparing(BY_SIZE);

  private final List<IfAddr> all;

  Functions(List<IfAddr> all) {
    this.all = List.copyOf(all);
  }

  List<IfAddr> all() {
    return all;
  }

  /** Those of the interface that the default route leaves through. */
  List<IfAddr> defaults() {
    return all.stream().filter(IfAddr::isDefault).toList();
  }

  List<IfAddr> privates() {
    return usable(addr -> Rfc.holds(Rfc.PRIVATE, addr.ip()));
  }

  List<IfAddr> publics() {
    return usable(addr -> !Rfc.holds(Rfc.PRIVATE, addr.ip()));
  }

  /** Sorted by their networks alone: the default route does not count here. */
  static String spacedBySize(List<IfAddr> addresses) {
    return addresses.stream()
        .sorted(BY_TYPE.thenComparing(BY_SIZE))
        .map(addr -> addr.ip().text())
        .collect(Collectors.joining(" "));
  }

  private List<IfAddr> usable(java.util.function.Predicate<IfAddr> which) {
    return all.stream()
        .filter(addr -> addr.flags().contains("up") && Rfc.isForwardable(addr.ip()))
        .filter(which)
        .sorted(USUAL)
        .toList();
  }

  /** The first address of the interfaces whose names match that other machines can reach. */
  String interfaceIp(String name) throws TemplateException {
    var named = Choice.pattern("name", name);
    return all.stream()
        .filter(addr -> named.matcher(addr.name()).find() && Rfc.isForwardable(addr.ip()))
        .min(BY_TYPE.thenComparing(BY_SIZE))
        .map(addr -> addr.ip().text())
        .orElse("");
  }

  String interfaceIps(String name) throws TemplateException {
    var named = Choice.pattern("name", name);
    return spacedBySize(all.stream().filter(addr -> named.matcher(addr.name()).find()).toList());
  }

  static String first(List<IfAddr> addresses) {
    return addresses.stream().findFirst().map(addr -> addr.ip().text()).orElse("");
  }

  /**
   * Sorts by several orders, the first counts most.
   *
   * @param orders names with commas, each with a sign or none
   */
  static List<IfAddr> sort(String orders, List<IfAddr> addresses) throws TemplateException {
    Comparator<IfAddr> comparator = (_, _) -> 0;
    for (var order : orders.split(",", -1)) {
      var name = order.startsWith("+") || order.startsWith("-") ? order.substring(1) : order;
      var known = ORDERS.get(name);
      if (known == null) {
        throw new TemplateException("unknown sort type: \"" + order + "\"");
      }
      comparator = comparator.thenComparing(order.startsWith("-") ? known.reversed() : known);
    }
    return addresses.stream().sorted(comparator).toList();
  }

  static List<IfAddr> unique(String what, List<IfAddr> addresses) throws TemplateException {
    Function<IfAddr, Object> key =
        switch (what.toLowerCase(Locale.ROOT)) {
          case "address" -> addr -> addr.ip().value();
          case "name" -> IfAddr::name;
          default -> throw new TemplateException("unsupported unique constraint \"" + what + "\"");
        };
    var seen = new HashSet<Object>();
    return addresses.stream().filter(addr -> seen.add(key.apply(addr))).toList();
  }

  static List<IfAddr> offset(long by, List<IfAddr> addresses) throws TemplateException {
    if (Math.abs(by) > addresses.size()) {
      throw new TemplateException(
          "unable to seek past the end of the interface array: offset (%d) exceeds the number of interfaces (%d)"
              .formatted(Math.abs(by), addresses.size()));
    }
    int from = Math.toIntExact(by < 0 ? addresses.size() + by : by);
    return addresses.subList(from, addresses.size());
  }

  static String join(String attribute, String separator, List<IfAddr> addresses)
      throws TemplateException {
    var parts = new ArrayList<String>();
    for (var addr : addresses) {
      parts.add(attribute(attribute, addr));
    }
    return String.join(separator, parts);
  }

  /** An attribute of the first address; empty without one. */
  static String attr(String attribute, List<IfAddr> addresses) throws TemplateException {
    return addresses.isEmpty() ? "" : attribute(attribute, addresses.getFirst());
  }

  private static String attribute(String name, IfAddr addr) throws TemplateException {
    var ip = addr.ip();
    return switch (name) {
      case "name" -> addr.name();
      case "flags" -> addr.shownFlags();
      case "address", "host" -> ip.text();
      case "string" -> ip.withNetwork();
      case "type" -> ip.isV4() ? "IPv4" : "IPv6";
      case "port" -> "0";
      case "netmask" -> ip.netmask().text();
      case "network" -> ip.network().text();
      case "mask_bits" -> String.valueOf(ip.prefixLength());
      case "binary" -> ip.binary();
      case "hex" -> ip.hex();
      case "first_usable" -> firstUsable(ip).text();
      case "last_usable" -> lastUsable(ip).text();
      case "octets" -> String.join(" ", ip.octets());
      case "size" -> ip.size().toString();
      default -> ofOneFamily(name, ip);
    };
  }

  private static String ofOneFamily(String name, IfAddr.Ip ip) throws TemplateException {
    if (name.equals("broadcast") && ip.isV4()) {
      return ip.last().text();
    }
    if (name.equals(ip.isV4() ? "uint32" : "uint128")) {
      return ip.value().toString();
    }
    throw new TemplateException("unsupported attribute name \"" + name + "\"");
  }

  /** IPv4 keeps the first and the last address of a network for itself, if it has more. */
  private static boolean hasEnds(IfAddr.Ip ip) {
    return ip.isV4() && ip.prefixLength() < ip.bits() - 1;
  }

  private static IfAddr.Ip firstUsable(IfAddr.Ip ip) {
    var network = ip.network();
    return hasEnds(ip) ? network.at(network.value().add(BigInteger.ONE)) : network;
  }

  private static IfAddr.Ip lastUsable(IfAddr.Ip ip) {
    var last = ip.last();
    return hasEnds(ip) ? last.at(last.value().subtract(BigInteger.ONE)) : last;
  }

  static List<IfAddr> math(String operation, String value, List<IfAddr> addresses)
      throws TemplateException {
    var results = new ArrayList<IfAddr>();
    for (var addr : addresses) {
      try {
        results.add(addr.withIp(math(operation, value, addr.ip())));
      } catch (TemplateException refused) {
        throw new TemplateException(
            "unable to perform an IPMath operation on %s: %s"
                .formatted(addr.ip().withNetwork(), refused.getMessage()));
      }
    }
    return results;
  }

  private static IfAddr.Ip math(String operation, String value, IfAddr.Ip ip)
      throws TemplateException {
    return switch (operation) {
      case "address" -> ip.at(ip.value().add(signed(operation, value)));
      case "network" -> inNetwork(signed(operation, value), ip);
      case "mask" -> masked(value, ip);
      default -> throw new TemplateException("unsupported math operation: \"" + operation + "\"");
    };
  }

  /** Counts from the start of the network, or back from its end, and never leaves it. */
  private static IfAddr.Ip inNetwork(BigInteger by, IfAddr.Ip ip) {
    var offset = by.mod(ip.size());
    return ip.at(ip.network().value().add(offset));
  }

  private static IfAddr.Ip masked(String value, IfAddr.Ip ip) throws TemplateException {
    if (!value.matches("\\d{1,9}")) {
      throw new TemplateException(
          "unable to convert \"%s\" to int for operation \"mask\": strconv.ParseUint: parsing \"%s\": invalid syntax"
              .formatted(value, value));
    }
    return ip.withPrefixLength(Math.clamp(Integer.parseInt(value), 0, ip.bits()));
  }

  private static BigInteger signed(String operation, String value) throws TemplateException {
    if (!value.startsWith("+") && !value.startsWith("-")) {
      throw new TemplateException("sign (+/-) is required for operation \"" + operation + "\"");
    }
    try {
      return new BigInteger(value);
    } catch (NumberFormatException e) {
      throw new TemplateException(
          "unable to convert \"%s\" to int for operation \"%s\"".formatted(value, operation));
    }
  }
}
