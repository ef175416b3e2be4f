package praetor.raft;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Opens connections to other servers; the agent's sends the first byte and speaks TLS. */
@FunctionalInterface
public interface Dialer {

  /** Connects, or fails within the timeout. Called on a thread that may block. */
  Connection dial(String peerId, InetSocketAddress address, Duration timeout) throws IOException;

  /** Dials plain TCP. */
  static Dialer tcp() {
    return (peerId, address, timeout) -> {
      var socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.connect(address, Math.toIntExact(timeout.toMillis()));
        return Connection.of(socket);
      } catch (IOException e) {
        socket.close();
        throw new IOException("dialing " + peerId + " at " + address + " failed: " + e, e);
      }
    };
  }
}
