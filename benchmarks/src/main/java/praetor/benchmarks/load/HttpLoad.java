package praetor.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps a number of connections busy with one request each until the time or the requests end. */
public final class HttpLoad {

  /** Also the largest request. */
  private static final int BUFFER_BYTES = 256 * 1_024;

  private final int port;
  private final int connections;

  public HttpLoad(int port, int connections) {
    this.port = port;
    this.connections = connections;
  }

  /** Runs on the caller's thread. */
  public LoadResult run(Requests requests, Duration atMost) throws IOException {
    try (var selector = Selector.open();
        var run = new Run(requests, selector)) {
      return run.untilEnd(atMost.toNanos());
    }
  }

  private final class Run implements AutoCloseable {

    private final Requests requests;
    private final Selector selector;
    private final List<HttpConnection> open = new ArrayList<>();
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Latencies latencies = new Latencies();
    private int underWay;
    private long failures;
    private boolean over;

    Run(Requests requests, Selector selector) throws IOException {
      this.requests = requests;
      this.selector = selector;
      for (int i = 0; i < connections; i++) {
        open.add(new HttpConnection(i, port, selector));
      }
    }

    LoadResult untilEnd(long atMostNanos) throws IOException {
      long startNanos = System.nanoTime();
      for (var connection : open) {
        sendNext(connection);
      }
      // The answers to what was sent last are waited for as well, up to twice the time.
      while (underWay > 0 && System.nanoTime() - startNanos < 2 * atMostNanos) {
        selector.select(this::ready, 100);
        over |= System.nanoTime() - startNanos >= atMostNanos;
      }
      long wallNanos = System.nanoTime() - startNanos;
      long[] percentiles = latencies.medianAndP99();
      return new LoadResult(
          latencies.count(),
          failures + underWay,
          open.stream().mapToLong(HttpConnection::bodyBytes).sum(),
          wallNanos,
          percentiles[0],
          percentiles[1]);
    }

    private void sendNext(HttpConnection connection) throws IOException {
      if (over || !requests.next(out.clear())) {
        return;
      }
      underWay++;
      connection.send(out.flip());
    }

    private void ready(SelectionKey key) {
      var connection = (HttpConnection) key.attachment();
      try {
        if (connection.ready(in)) {
          underWay--;
          latencies.add(connection.latencyNanos());
          if (connection.status() != 200) {
            failures++;
          }
          sendNext(connection);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      for (var connection : open) {
        connection.close();
      }
    }
  }
}
