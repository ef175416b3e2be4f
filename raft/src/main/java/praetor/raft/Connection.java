package praetor.raft;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A two-way stream to another server: a socket, its TLS, or a stream of a multiplexer. Closing it
 * makes reads and writes that wait in it fail.
 */
public interface Connection extends Closeable {

  InputStream input() throws IOException;

  OutputStream output() throws IOException;

  /** The other end, for messages. */
  String remote();

  /** A plain socket, owned by the connection from now on. */
  static Connection of(Socket socket) {
    var remote = String.valueOf(socket.getRemoteSocketAddress());
    return new Connection() {
      @Override
      public InputStream input() throws IOException {
        return socket.getInputStream();
      }

      @Override
      public OutputStream output() throws IOException {
        return socket.getOutputStream();
      }

      @Override
      public String remote() {
        return remote;
      }

      @Override
      public void close() throws IOException {
        socket.close();
      }
    };
  }
}
