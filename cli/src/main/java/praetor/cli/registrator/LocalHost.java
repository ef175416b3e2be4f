package praetor.cli.registrator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** This host's name and the address that it resolves to. */
public final class LocalHost {
  private LocalHost() {}

  public static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unresolved) {
      // The message begins with the name that does not resolve.
      var text = String.valueOf(unresolved.getMessage());
      int colon = text.indexOf(':');
      return colon < 0 ? text : text.substring(0, colon);
    }
  }

  static Optional<String> address() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostAddress());
    } catch (UnknownHostException unresolved) {
      return Optional.empty();
    }
  }
}
