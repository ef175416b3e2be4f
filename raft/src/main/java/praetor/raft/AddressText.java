package praetor.raft;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Host and port as text: {@code 10.0.0.1:8300}, {@code [2001:db8::1]:8300}.
 *
 * <p>Source: RFC 5952 sections 4 and 6; addresses of Consul 1.21.4 servers.
 */
public final class AddressText {
  private static final String ZERO = "0";

  private AddressText() {}

  public static String of(InetSocketAddress address) {
    var shown =
        address.getAddress() instanceof Inet6Address ip ? shortened(ip) : address.getHostString();
    return (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + address.getPort();
  }

  /** An address alone. */
  public static String of(InetAddress address) {
    return address instanceof Inet6Address ip ? shortened(ip) : address.getHostAddress();
  }

  /** The first longest run of two zero groups or more becomes two colons; a scope is left out. */
  private static String shortened(Inet6Address address) {
    var groups = Arrays.asList(address.getHostAddress().split("%", -1)[0].split(":", -1));
    int start = 0;
    int end = 1;
    for (int from = 0; from < groups.size(); from++) {
      int to = from;
      while (to < groups.size() && groups.get(to).equals(ZERO)) {
        to++;
      }
      if (to - from > end - start) {
        start = from;
        end = to;
      }
    }
    return end - start < 2
        ? joined(groups)
        : joined(groups.subList(0, start)) + "::" + joined(groups.subList(end, groups.size()));
  }

  private static String joined(List<String> groups) {
    return String.join(":", groups);
  }
}
