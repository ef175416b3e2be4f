package praetor.gossip.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two sockets of a member, UDP and TCP on one port.
 *
 * @param address where they listen
 */
record Sockets(DatagramChannel packets, ServerSocket streams, InetSocketAddress address)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

  /** With port 0 the port that UDP got may be taken for TCP: then another is tried. */
  private static final int PORT_TRIES = 20;

  private static final int BACKLOG = 128;

  /** Source: memberlist asks for 2 MiB: a burst must not be lost while the loop is busy. */
  private static final int RECEIVE_BUFFER_BYTES = 2 << 20;

  static Sockets open(InetSocketAddress bind) throws IOException {
    for (int tries = 1; ; tries++) {
      var packets = openPackets(bind);
      int port = packets.socket().getLocalPort();
      var chosen = new InetSocketAddress(bind.getAddress(), port);
      try {
        return new Sockets(packets, openStreams(chosen), chosen);
      } catch (IOException e) {
        closeQuietly(packets);
        if (bind.getPort() != 0 || tries == PORT_TRIES) {
          throw new IOException("Failed to start TCP listener on " + chosen, e);
        }
      }
    }
  }

  private static DatagramChannel openPackets(InetSocketAddress bind) throws IOException {
    var channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      channel.bind(bind).configureBlocking(false);
      return channel;
    } catch (IOException e) {
      closeQuietly(channel);
      throw new IOException("Failed to start UDP listener on " + bind, e);
    }
  }

  private static ServerSocket openStreams(InetSocketAddress address) throws IOException {
    var socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(address, BACKLOG);
      return socket;
    } catch (IOException e) {
      closeQuietly(socket);
      throw e;
    }
  }

  @Override
  public void close() {
    closeQuietly(packets);
    closeQuietly(streams);
  }

  static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.debug("closing a gossip socket failed", e);
    }
  }
}
