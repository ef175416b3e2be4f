package praetor.dns.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/** An address of the DNS interface cannot be listened on; the message says which and why. */
public final class DnsBindException extends IOException {
  DnsBindException(String protocol, InetSocketAddress address, Throwable cause) {
    super(
        "failed to start the DNS server: listen %s %s:%d: %s"
            .formatted(
                protocol,
                address.getAddress().getHostAddress(),
                address.getPort(),
                cause.getMessage()),
        cause);
  }
}
