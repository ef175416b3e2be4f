package praetor.gossip.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import praetor.model.Bytes;

/**
 * Where a member listens, for packets and streams alike.
 *
 * @param ip 4 or 16 bytes; anything else when a peer sent nonsense
 * @param port 0 to 65535
 */
public record Endpoint(Bytes ip, int port) {
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;

  public static Endpoint of(InetAddress address, int port) {
    return new Endpoint(Bytes.owned(address.getAddress()), port);
  }

  /** An endpoint by a literal address: no name is looked up. */
  public static Endpoint of(String literal, int port) {
    return of(InetAddress.ofLiteral(literal), port);
  }

  /** Whether the address has the length of one of the two kinds. */
  public boolean isValid() {
    return ip.length() == V4_BYTES || ip.length() == V6_BYTES;
  }

  /** The address alone, as text. */
  public String host() {
    try {
      return InetAddress.getByAddress(ip.array()).getHostAddress();
    } catch (UnknownHostException _) {
      return "?" + ip;
    }
  }

  @Override
  public String toString() {
    return ip.length() == V6_BYTES ? "[" + host() + "]:" + port : host() + ":" + port;
  }
}
