package praetor.agent.rpc.net;

import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.rpc.stream.ByteStream;
import praetor.agent.rpc.stream.Deadline;

/** A whole connection as one stream. Nobody watches it while nobody receives. */
final class SocketStream implements ByteStream {
  private static final Logger LOG = LoggerFactory.getLogger(SocketStream.class);
  private static final byte[] END = new byte[0];
  private static final int BUFFER_BYTES = 16 << 10;

  private final SocketLink link;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  SocketStream(SocketLink link) {
    this.link = link;
  }

  @Override
  public byte[] receive(Deadline deadline) throws IOException {
    link.readTimeout(deadline.bounded() ? deadline.leftMs() : 0);
    int length = link.input().read(buffer);
    return length < 0 ? END : Arrays.copyOf(buffer, length);
  }

  @Override
  public void send(byte[] bytes, int from, int to, Deadline deadline) throws IOException {
    link.output().write(bytes, from, to - from);
    link.output().flush();
  }

  @Override
  public void closeOutput() throws IOException {
    link.closeOutput();
  }

  @Override
  public void close() {
    try {
      link.close();
    } catch (IOException e) {
      LOG.debug("closing the connection with {} failed", remote(), e);
    }
  }

  @Override
  public void reset() {
    close();
  }

  @Override
  public void onEnd(Runnable action) {
    // Found out when the answer is sent.
  }

  @Override
  public String remote() {
    return link.remote();
  }
}
