package praetor.agent.rpc.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import praetor.agent.rpc.stream.ByteBudget;
import praetor.agent.rpc.stream.Deadline;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/**
 * A snapshot on its way to or from another server: write the archive to {@link #out} for a restore,
 * read the {@link #response}, and then the archive from {@link #archive} for a save. Owned by one
 * thread, which it blocks.
 */
public final class SnapshotExchange implements AutoCloseable {
  /** Requests and responses are small maps. */
  static final int HEAD_BYTES_MAX = 64 << 10;

  private final SocketLink link;
  private final Duration timeout;
  private final ValueReader values;
  private boolean sending;

  SnapshotExchange(SocketLink link, Duration timeout, ByteBudget budget) {
    this.link = link;
    this.timeout = timeout;
    values = new ValueReader(new SocketStream(link), HEAD_BYTES_MAX, budget);
  }

  /** Takes the archive to be restored; not to be asked for in a save. */
  public OutputStream out() throws IOException {
    sending = true;
    return link.output();
  }

  /**
   * Waits for the answer, after the end of the archive if one was sent.
   *
   * <p>A save has no end to tell: Consul 1.21.4 would not read it, and with TLS its connection is
   * then reset before all of the archive has arrived.
   *
   * @param within how long the other end may take: a restore takes as long as its archive
   * @return one MessagePack value: SnapshotResponse
   */
  public Bytes response(Duration within) throws IOException {
    if (sending) {
      link.closeOutput();
    }
    try {
      return values.need(Deadline.after(within));
    } catch (DecodeException e) {
      throw new IOException("failed to decode response: " + e.getMessage(), e);
    }
  }

  /** The archive that was saved. */
  public InputStream archive() throws IOException {
    link.readTimeout((int) Math.min(Integer.MAX_VALUE, timeout.toMillis()));
    return link.inputAfter(values.takeRest());
  }

  @Override
  public void close() throws IOException {
    link.close();
  }
}
