package praetor.http.net;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** Where to accept connections. */
public sealed interface ListenAddress {
  /** Port 0 takes any free one. */
  record Tcp(InetSocketAddress address) implements ListenAddress {}

  /** A socket in the file system; a socket file left by an earlier run is replaced. */
  record Unix(
      Path path,
      Optional<Set<PosixFilePermission>> mode,
      Optional<String> user,
      Optional<String> group)
      implements ListenAddress {
    public Unix {
      mode = mode.map(Set::copyOf);
    }
  }
}
