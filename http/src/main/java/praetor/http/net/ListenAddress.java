package praetor.http.net;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Where to accept connections. */
public sealed interface ListenAddress {
  /** Port 0 takes any free one. */
  record Tcp(InetSocketAddress address) implements ListenAddress {}

  /**
   * A port that speaks TLS only.
   *
   * @param context asked for each new connection, so that certificates can be exchanged while
   *     running; with ALPN for {@code h2} and {@code http/1.1} when HTTP/2 is wanted ({@link
   *     TlsContexts})
   */
  record Tls(InetSocketAddress address, Supplier<SslContext> context) implements ListenAddress {}

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
