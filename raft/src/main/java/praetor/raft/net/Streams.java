package praetor.raft.net;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.Connection;

/** A connection with buffers of the size that one append needs. */
record Streams(Connection connection, DataInputStream in, DataOutputStream out)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
  private static final int BUFFER_BYTES = 32 << 10;

  static Streams of(Connection connection) throws IOException {
    return new Streams(
        connection,
        new DataInputStream(new BufferedInputStream(connection.input(), BUFFER_BYTES)),
        new DataOutputStream(new BufferedOutputStream(connection.output(), BUFFER_BYTES)));
  }

  @Override
  public void close() {
    closeQuietly(connection);
  }

  /** Closes what is given up anyway. */
  static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("raft: closing the connection with {} failed", connection.remote(), e);
    }
  }
}
