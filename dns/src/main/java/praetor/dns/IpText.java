package praetor.dns;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * IP addresses written as text, as strictly as the catalog takes them.
 *
 * <p>Source: Consul 1.21.4 takes {@code ::ffff:10.1.1.1} for an IPv4 address, and text that is no
 * address ({@code 10.0.0.9.}, {@code 010.0.0.1}) for a host name.
 */
final class IpText {
  private IpText() {}

  /** Four or sixteen bytes; null when the text is no address. */
  static byte @Nullable [] parse(String text) {
    long v4 = parseV4(text);
    if (v4 >= 0) {
      return bytesOf((int) v4);
    }
    return text.indexOf(':') >= 0 && text.indexOf('%') < 0 ? parseV6(text) : null;
  }

  /** The address as an unsigned 32-bit number, or -1 when the text is no IPv4 address. */
  static long parseV4(String text) {
    long address = 0;
    int octet = -1;
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        // A leading zero could mean octal: refused.
        if (octet == 0) {
          return -1;
        }
        octet = octet < 0 ? c - '0' : 10 * octet + c - '0';
        if (octet > 255) {
          return -1;
        }
      } else if (c == '.' && octet >= 0 && dots < 3) {
        address = (address << 8) | octet;
        octet = -1;
        dots++;
      } else {
        return -1;
      }
    }
    return dots == 3 && octet >= 0 ? (address << 8) | octet : -1;
  }

  static byte[] bytesOf(int v4) {
    return new byte[] {(byte) (v4 >> 24), (byte) (v4 >> 16), (byte) (v4 >> 8), (byte) v4};
  }

  private static byte @Nullable [] parseV6(String text) {
    try {
      return InetAddress.ofLiteral(text).getAddress();
    } catch (IllegalArgumentException _) {
      // No literal address: a host name, though a strange one.
      return null;
    }
  }
}
