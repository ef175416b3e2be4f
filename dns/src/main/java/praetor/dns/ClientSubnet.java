package praetor.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The network for which a resolver asks.
 *
 * <p>Source: RFC 7871 section 6.
 *
 * @param family 1 for IPv4, 2 for IPv6, 0 for none
 * @param prefixBits how many bits of the address count
 * @param address four or sixteen bytes, or none for family 0, with zeros behind the prefix
 */
@SuppressWarnings("ArrayRecordComponent")
record ClientSubnet(int family, int prefixBits, byte[] address) {
  private static final int HEADER_BYTES = 4;

  /** Reads the body of the option; empty when it is malformed. */
  static Optional<ClientSubnet> read(byte[] message, int offset, int length) {
    if (length < HEADER_BYTES) {
      return Optional.empty();
    }
    int family = ((message[offset] & 0xff) << 8) | (message[offset + 1] & 0xff);
    int prefix = message[offset + 2] & 0xff;
    int scope = message[offset + 3] & 0xff;
    int bytes = addressBytes(family);
    if (bytes < 0 || prefix > 8 * bytes || scope > 8 * bytes) {
      return Optional.empty();
    }
    int given = Math.min(length - HEADER_BYTES, bytes);
    int start = offset + HEADER_BYTES;
    var address = Arrays.copyOf(Arrays.copyOfRange(message, start, start + given), bytes);
    return Optional.of(new ClientSubnet(family, prefix, masked(address, prefix)));
  }

  private static int addressBytes(int family) {
    return switch (family) {
      case 0 -> 0;
      case 1 -> 4;
      case 2 -> 16;
      default -> -1;
    };
  }

  private static byte[] masked(byte[] address, int prefix) {
    for (int i = 0; i < address.length; i++) {
      int bits = Math.clamp(prefix - 8L * i, 0, 8);
      address[i] &= (byte) (0xff00 >> bits);
    }
    return address;
  }

  /** Bytes of the address that are sent back. */
  int sentBytes() {
    return (prefixBits + 7) / 8;
  }

  /** Bytes of the whole option with its code and length. */
  int optionLength() {
    return 4 + HEADER_BYTES + sentBytes();
  }

  /** The network's address as a source for prepared queries. */
  Optional<InetAddress> source() {
    try {
      return family == 0 ? Optional.empty() : Optional.of(InetAddress.getByAddress(address));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientSubnet(int otherFamily, int bits, byte[] bytes)
        && family == otherFamily
        && prefixBits == bits
        && Arrays.equals(address, bytes);
  }

  @Override
  public int hashCode() {
    return 31 * prefixBits + Arrays.hashCode(address);
  }
}
