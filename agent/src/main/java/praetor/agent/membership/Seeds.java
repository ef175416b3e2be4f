package praetor.agent.membership;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of members to be joined, as people write them: a host or an IP address, with a port or
 * without.
 */
final class Seeds {
  /** What Java would read as an IPv4 address of fewer than four parts is a name. */
  private static final Pattern HALF_ADDRESS = Pattern.compile("\\d+(?:\\.\\d+){0,2}");

  private Seeds() {}

  /**
   * Everything that a text stands for.
   *
   * @param port of a text that names none
   * @throws UnknownHostException with Go's sentence
   */
  static List<InetSocketAddress> resolve(String text, int port) throws UnknownHostException {
    var host = host(text);
    int named = port(text, host);
    var found = new ArrayList<InetSocketAddress>();
    if (HALF_ADDRESS.matcher(host).matches()) {
      throw noSuchHost(text, host, null);
    }
    try {
      for (var address : host.isEmpty() ? new InetAddress[0] : InetAddress.getAllByName(host)) {
        found.add(new InetSocketAddress(address, named < 0 ? port : named));
      }
    } catch (UnknownHostException e) {
      throw noSuchHost(text, host, e);
    }
    if (found.isEmpty()) {
      throw noSuchHost(text, host, null);
    }
    return found;
  }

  private static UnknownHostException noSuchHost(
      String text, String host, @Nullable Exception cause) {
    var failure =
        new UnknownHostException(
            "Failed to resolve " + text + ": lookup " + host + ": no such host");
    if (cause != null) {
      failure.initCause(cause);
    }
    return failure;
  }

  private static String host(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? text : text.substring(1, end);
    }
    int colon = text.indexOf(':');
    boolean one = colon >= 0 && colon == text.lastIndexOf(':');
    return one ? text.substring(0, colon) : text;
  }

  /** The port that a text names, or -1. */
  private static int port(String text, String host) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.equals(host) || text.endsWith("]")) {
      return -1;
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      return port >= 0 && port <= 65_535 ? port : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }
}
