package praetor.samples.portal;

import java.net.InetAddress;
import java.net.URI;

/**
 * A running copy of a service.
 *
 * @param host the name that its SRV record points to
 * @param address what that name resolves to
 */
record Instance(String host, InetAddress address, int port) {

  URI uri(String path) {
    return URI.create("http://" + address.getHostAddress() + ":" + port + path);
  }

  @Override
  public String toString() {
    return host + " (" + address.getHostAddress() + ":" + port + ")";
  }
}
