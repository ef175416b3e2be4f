package praetor.agent.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** A range of IP addresses such as {@code 10.0.0.0/8}. */
public final class Cidr {
  private final byte[] network;
  private final int prefixBits;

  private Cidr(byte[] network, int prefixBits) {
    this.network = network;
    this.prefixBits = prefixBits;
  }

  /**
   * Reads the usual notation.
   *
   * @return empty when the text is not an address, a slash and a number of bits
   */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(0, slash).matches("[0-9a-fA-F.:]+")) {
      return Optional.empty();
    }
    try {
      // A literal address is parsed without asking a name server.
      var network = InetAddress.getByName(text.substring(0, slash)).getAddress();
      int bits = Integer.parseInt(text.substring(slash + 1));
      boolean fits = bits >= 0 && bits <= network.length * 8;
      return fits ? Optional.of(new Cidr(network, bits)) : Optional.empty();
    } catch (UnknownHostException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** The texts that are no network. */
  static List<String> invalid(List<String> texts) {
    return texts.stream().filter(text -> parse(text).isEmpty()).toList();
  }

  public boolean contains(InetAddress address) {
    var bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      int mask = 0x80 >> (bit & 7);
      if ((bytes[bit >> 3] & mask) != (network[bit >> 3] & mask)) {
        return false;
      }
    }
    return true;
  }
}
