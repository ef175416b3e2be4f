package praetor.agent.sockaddr;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * An address of a network interface.
 *
 * @param flags of the interface: {@code up}, {@code broadcast}, {@code loopback}, {@code
 *     point-to-point}, {@code multicast}
 * @param isDefault whether the default route leaves through this interface
 */
public record IfAddr(String name, Ip ip, Set<String> flags, boolean isDefault) {

  /** Flags of interfaces in the order in which they are shown. */
  static final List<String> FLAGS =
      List.of("up", "broadcast", "loopback", "point-to-point", "multicast");

  public IfAddr {
    flags = Set.copyOf(flags);
  }

  /** An address of an interface. */
  public static IfAddr of(
      String name, InetAddress ip, int prefixLength, Set<String> flags, boolean isDefault) {
    return new IfAddr(name, Ip.of(ip, prefixLength), flags, isDefault);
  }

  IfAddr withIp(Ip other) {
    return new IfAddr(name, other, flags, isDefault);
  }

  String shownFlags() {
    return String.join("|", FLAGS.stream().filter(flags::contains).toList());
  }

  /**
   * An IP address within its network.
   *
   * @param value the address as a number
   * @param bits 32 or 128
   * @param prefixLength bits of the network
   */
  public record Ip(BigInteger value, int bits, int prefixLength) {
    private static final int V4_BITS = 32;
    private static final int RADIX_HEX = 16;

    static Ip of(InetAddress ip, int prefixLength) {
      var bytes = ip.getAddress();
      return new Ip(new BigInteger(1, bytes), bytes.length * Byte.SIZE, prefixLength);
    }

    boolean isV4() {
      return bits == V4_BITS;
    }

    Ip at(BigInteger other) {
      return new Ip(other.mod(BigInteger.ONE.shiftLeft(bits)), bits, prefixLength);
    }

    Ip withPrefixLength(int length) {
      return new Ip(value, bits, length);
    }

    /** How many addresses the network has. */
    BigInteger size() {
      return BigInteger.ONE.shiftLeft(bits - prefixLength);
    }

    Ip network() {
      return at(value.shiftRight(bits - prefixLength).shiftLeft(bits - prefixLength));
    }

    Ip last() {
      return at(network().value.add(size()).subtract(BigInteger.ONE));
    }

    Ip netmask() {
      return at(BigInteger.ONE.shiftLeft(bits).subtract(size()));
    }

    boolean contains(Ip other) {
      return bits == other.bits && other.withPrefixLength(prefixLength).network().equals(network());
    }

    String binary() {
      return padded(value.toString(2), bits);
    }

    String hex() {
      return padded(value.toString(RADIX_HEX), bits / 4);
    }

    private static String padded(String digits, int length) {
      return "0".repeat(length - digits.length()) + digits;
    }

    private int octet(int index) {
      return value.shiftRight(bits - Byte.SIZE * (index + 1)).intValue() & 0xff;
    }

    List<String> octets() {
      return java.util.stream.IntStream.range(0, bits / Byte.SIZE)
          .mapToObj(i -> String.valueOf(octet(i)))
          .toList();
    }

    /** The address alone, in the short form of RFC 5952. */
    public String text() {
      return isV4() ? String.join(".", octets()) : v6();
    }

    private String v6() {
      var words = new int[8];
      for (int i = 0; i < words.length; i++) {
        words[i] = octet(2 * i) << Byte.SIZE | octet(2 * i + 1);
      }
      int from = -1;
      int most = 1;
      for (int i = 0; i < words.length; i++) {
        int end = i;
        while (end < words.length && words[end] == 0) {
          end++;
        }
        if (end - i > most) {
          most = end - i;
          from = i;
        }
      }
      var text = new StringBuilder();
      for (int i = 0; i < words.length; i++) {
        if (i == from) {
          text.append("::");
          i += most - 1;
          continue;
        }
        boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
        text.append(first ? "" : ":").append(Integer.toHexString(words[i]));
      }
      return text.toString();
    }

    /** With the length of its network, unless that is the address alone. */
    String withNetwork() {
      return prefixLength == bits ? text() : text() + "/" + prefixLength;
    }
  }
}
