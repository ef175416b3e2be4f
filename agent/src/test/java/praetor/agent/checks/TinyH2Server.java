package praetor.agent.checks;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An HTTP/2 server for tests: it answers pings, and health requests for the services {@code up} and
 * {@code down}; for others it sends header fields without content.
 */
final class TinyH2Server implements AutoCloseable {
  private static final int PREFACE_BYTES = 24;

  private final ServerSocket server;

  TinyH2Server() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      var in = new DataInputStream(socket.getInputStream());
      var out = socket.getOutputStream();
      in.readFully(new byte[PREFACE_BYTES]);
      frame(out, 4, 0, 0, new byte[0]);
      while (true) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        var content = new byte[length];
        in.readFully(content);
        if (type == 6 && flags == 0) {
          frame(out, 6, 1, 0, content);
        } else if (type == 0) {
          health(out, stream, content);
        }
      }
    } catch (IOException gone) {
      // The probe has what it wanted.
    }
  }

  /** The request is 5 bytes of message head, the tag, the length, and the service's name. */
  private static void health(OutputStream out, int stream, byte[] request) throws IOException {
    var service =
        new String(Arrays.copyOfRange(request, 7, request.length), StandardCharsets.UTF_8);
    // 0x88 is ":status: 200" in the static table.
    if (service.equals("up") || service.equals("down")) {
      frame(out, 1, 4, stream, new byte[] {(byte) 0x88});
      byte status = (byte) (service.equals("up") ? 1 : 2);
      frame(out, 0, 0, stream, new byte[] {0, 0, 0, 0, 2, 8, status});
    }
    frame(out, 1, 5, stream, new byte[] {(byte) 0x88});
  }

  private static void frame(OutputStream out, int type, int flags, int stream, byte[] content)
      throws IOException {
    out.write(
        new byte[] {
          0,
          (byte) (content.length >> 8),
          (byte) content.length,
          (byte) type,
          (byte) flags,
          0,
          0,
          0,
          (byte) stream
        });
    out.write(content);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
