package praetor.agent.sockaddr;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Networks that documents of the IETF set aside. Source: the RFCs by their numbers; RFC 6890. */
final class Rfc {
  static final int PRIVATE = 6890;

  private static final Map<Integer, List<IfAddr.Ip>> NETWORKS = new HashMap<>();

  static {
    add(1112, "224.0.0.0/4", "240.0.0.0/4");
    add(1122, "0.0.0.0/8", "127.0.0.0/8");
    add(1918, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");
    add(2544, "198.18.0.0/15");
    add(2765, "::ffff:0:0:0/96");
    add(2928, "2001::/16");
    add(3056, "2002::/16");
    add(3068, "192.88.99.0/24");
    add(3171, "224.0.0.0/4");
    add(3330, "0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12");
    add(3849, "2001:db8::/32");
    add(3927, "169.254.0.0/16");
    add(4038, "::ffff:0:0/96");
    add(4193, "fc00::/7");
    add(4291, "::/128", "::1/128", "fe80::/10", "ff00::/8");
    add(4380, "2001::/32");
    add(4843, "2001:10::/28");
    add(5180, "2001:200::/48");
    add(5735, "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15");
    add(5737, "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24");
    add(6052, "64:ff9b::/96");
    add(6333, "192.0.0.0/29");
    add(6598, "100.64.0.0/10");
    add(6666, "100::/64");
    add(7335, "192.0.0.0/29");
    add(
        PRIVATE,
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "240.0.0.0/4",
        "255.255.255.255/32",
        "::1/128",
        "::/128",
        "64:ff9b::/96",
        "::ffff:0:0/96",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "fc00::/7",
        "fe80::/10");
  }

  /** Networks that a router does not pass on. Source: the registries of RFC 6890. */
  private static final List<IfAddr.Ip> LOCAL =
      networks(
          "0.0.0.0/8",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "255.255.255.255/32",
          "::1/128",
          "::/128",
          "::ffff:0:0/96",
          "2001:db8::/32",
          "2001:10::/28",
          "fe80::/10",
          "ff00::/8");

  private Rfc() {}

  private static void add(int number, String... networks) {
    NETWORKS.put(number, networks(networks));
  }

  private static List<IfAddr.Ip> networks(String... texts) {
    return Arrays.stream(texts).map(Rfc::network).toList();
  }

  /** A network as {@code 10.0.0.0/8}, or an address alone. */
  static IfAddr.Ip network(String text) {
    int slash = text.indexOf('/');
    var address = slash < 0 ? text : text.substring(0, slash);
    if (!address.matches("[0-9.]+|[0-9a-fA-F.]*:[0-9a-fA-F:.]*")) {
      throw new IllegalArgumentException(text);
    }
    try {
      var bytes = InetAddress.getByName(address).getAddress();
      boolean mapped = bytes.length == 4 && address.contains(":");
      int bits = mapped ? 128 : bytes.length * Byte.SIZE;
      int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      // Java reads an IPv4 address into these.
      var value =
          mapped
              ? new BigInteger("ffff00000000", 16).or(new BigInteger(1, bytes))
              : new BigInteger(1, bytes);
      return new IfAddr.Ip(value, bits, Math.clamp(length, 0, bits));
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static boolean isKnown(int number) {
    return NETWORKS.containsKey(number);
  }

  static boolean holds(int number, IfAddr.Ip ip) {
    return NETWORKS.getOrDefault(number, List.of()).stream().anyMatch(net -> net.contains(ip));
  }

  static boolean isForwardable(IfAddr.Ip ip) {
    return LOCAL.stream().noneMatch(net -> net.contains(ip));
  }
}
