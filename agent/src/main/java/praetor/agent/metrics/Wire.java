package praetor.agent.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Carries lines to a collector. Owned by one thread. */
sealed interface Wire extends AutoCloseable {
  /**
   * Sends lines, each with its line end.
   *
   * @throws IOException they are lost; the next try begins anew
   */
  void send(byte[] lines) throws IOException;

  @Override
  void close();

  /** A datagram for each packet. */
  final class Udp implements Wire {
    private final String host;
    private final int port;
    private @Nullable DatagramSocket socket;

    Udp(String host, int port) {
      this.host = host;
      this.port = port;
    }

    @Override
    public void send(byte[] lines) throws IOException {
      var open = socket;
      if (open == null) {
        open = new DatagramSocket();
        socket = open;
      }
      open.send(new DatagramPacket(lines, lines.length, resolve(host), port));
    }

    @Override
    public void close() {
      if (socket != null) {
        socket.close();
      }
    }
  }

  /** One connection, opened when there is something to send. */
  final class Tcp implements Wire {
    private static final int CONNECT_MS = 5_000;

    private final String host;
    private final int port;
    private @Nullable Socket socket;

    Tcp(String host, int port) {
      this.host = host;
      this.port = port;
    }

    @Override
    public void send(byte[] lines) throws IOException {
      try {
        out().write(lines);
      } catch (IOException e) {
        close();
        throw e;
      }
    }

    private OutputStream out() throws IOException {
      var open = socket;
      if (open == null) {
        open = new Socket();
        socket = open;
        open.connect(new InetSocketAddress(resolve(host), port), CONNECT_MS);
      }
      return open.getOutputStream();
    }

    @Override
    public void close() {
      if (socket != null) {
        try {
          socket.close();
        } catch (IOException _) {
          // What closing could lose was never promised to arrive.
        }
        socket = null;
      }
    }
  }

  private static InetAddress resolve(String host) throws UnknownHostException {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      var refined = new UnknownHostException("lookup " + host + ": no such host");
      refined.initCause(e);
      throw refined;
    }
  }
}
