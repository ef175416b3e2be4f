package praetor.cli.registrator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import praetor.agent.config.ConfigException;
import praetor.agent.config.Host;

/** This host's name and the address that it resolves to. */
public final class LocalHost {
  private LocalHost() {}

  /** The kernel's name of it, which need not resolve. */
  public static String name() throws IOException {
    try {
      return Host.local().name();
    } catch (ConfigException unreadable) {
      throw new IOException("host name: " + unreadable.getMessage(), unreadable);
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
