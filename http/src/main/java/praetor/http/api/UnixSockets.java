package praetor.http.api;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import praetor.agent.config.HttpConfig;
import praetor.http.net.ListenAddress;

/** Unix sockets among the listener addresses of a configuration. */
final class UnixSockets {
  private static final String PREFIX = "unix://";
  private static final int ALL_BITS = 07777;

  private UnixSockets() {}

  static boolean isOne(String address) {
    return address.startsWith(PREFIX);
  }

  static ListenAddress address(String address, HttpConfig.UnixSocket socket) throws IOException {
    return new ListenAddress.Unix(
        Path.of(address.substring(PREFIX.length())),
        mode(socket.mode()),
        present(socket.user()),
        present(socket.group()));
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Octal digits as of chmod; those beyond the nine permissions mean nothing for a socket. */
  private static Optional<Set<PosixFilePermission>> mode(String octal) throws IOException {
    if (octal.isEmpty()) {
      return Optional.empty();
    }
    int bits = bits(octal);
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    var all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      // OWNER_READ, the first constant, is the highest of the nine bits.
      if ((bits >> (all.length - 1 - i) & 1) == 1) {
        permissions.add(all[i]);
      }
    }
    return Optional.of(permissions);
  }

  private static int bits(String octal) throws IOException {
    try {
      int bits = Integer.parseInt(octal, 8);
      if (bits >= 0 && bits <= ALL_BITS) {
        return bits;
      }
    } catch (NumberFormatException _) {
      // Said below, as for a number out of range.
    }
    throw new IOException("Failed setting up socket: invalid mode specified: " + octal);
  }
}
