package praetor.dns.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;

/** An address of the DNS interface cannot be listened on; the message says which and why. */
public final class DnsBindException extends IOException {
  DnsBindException(String protocol, InetSocketAddress address, Throwable cause) {
    super(
        "failed to start the DNS server: listen %s %s:%d: bind: %s"
            .formatted(
                protocol,
                address.getAddress().getHostAddress(),
                address.getPort(),
                decapitalized(String.valueOf(cause.getMessage()))),
        cause);
  }

  /** Go's errors of the system begin with a small letter. */
  private static String decapitalized(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
