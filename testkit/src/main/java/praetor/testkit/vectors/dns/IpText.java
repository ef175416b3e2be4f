package praetor.testkit.vectors.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Addresses between bytes and text, IPv6 in its shortest form. Source: RFC 5952 section 4. */
final class IpText {
  private static final int IPV4_BYTES = 4;
  private static final int GROUPS = 8;

  private IpText() {}

  static byte[] bytes(String address) {
    return InetAddress.ofLiteral(address).getAddress();
  }

  /**
   * The text of an address.
   *
   * @param address 4 or 16 bytes
   */
  static String of(byte[] address) {
    return address.length == IPV4_BYTES ? ipv4(address) : ipv6(address);
  }

  private static String ipv4(byte[] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address: " + HexFormat.of().formatHex(address), e);
    }
  }

  private static String ipv6(byte[] address) {
    var groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (address[2 * i] & 0xFF) << 8 | (address[2 * i + 1] & 0xFF);
    }
    int from = longestZeros(groups);
    int length = zerosAt(groups, from);
    return length < 2
        ? hex(groups, 0, GROUPS)
        : hex(groups, 0, from) + "::" + hex(groups, from + length, GROUPS);
  }

  private static int longestZeros(int[] groups) {
    int best = 0;
    for (int i = 1; i < GROUPS; i++) {
      best = zerosAt(groups, i) > zerosAt(groups, best) ? i : best;
    }
    return best;
  }

  private static int zerosAt(int[] groups, int from) {
    int length = 0;
    while (from + length < GROUPS && groups[from + length] == 0) {
      length++;
    }
    return length;
  }

  private static String hex(int[] groups, int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
