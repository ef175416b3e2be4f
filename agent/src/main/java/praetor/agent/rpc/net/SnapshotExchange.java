package praetor.agent.rpc.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.stream.ByteBudget;
import praetor.agent.rpc.stream.Deadline;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/** A snapshot on its way to or from another server, over a connection of its own. */
final class SnapshotExchange implements RpcCaller.Exchange {
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

  @Override
  public OutputStream out() throws IOException {
    sending = true;
    return link.output();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A save has no end to tell: Consul 1.21.4 would not read it, and with TLS its connection is
   * then reset before all of the archive has arrived.
   */
  @Override
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

  @Override
  public InputStream archive() throws IOException {
    link.readTimeout((int) Math.min(Integer.MAX_VALUE, timeout.toMillis()));
    return link.inputAfter(values.takeRest());
  }

  @Override
  public void close() throws IOException {
    link.close();
  }
}
