package praetor.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/** Many connections, each with a blocking query that waits on the server. Owned by one thread. */
public final class Watchers implements AutoCloseable {

  private final Selector selector = Selector.open();
  private final List<HttpConnection> connections = new ArrayList<>();
  private final BitSet answered = new BitSet();
  private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1_024);

  public Watchers(int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      connections.add(new HttpConnection(i, port, selector));
    }
  }

  /** Has every connection send its query and forgets earlier answers. */
  public void park(IntFunction<String> pathOf) throws IOException {
    answered.clear();
    for (var connection : connections) {
      park(connection.number, pathOf.apply(connection.number));
    }
  }

  /** Has one connection send a query. */
  public void park(int number, String path) throws IOException {
    answered.clear(number);
    connections.get(number).send(ByteBuffer.wrap(Requests.encode("GET", path, "")));
  }

  /** Waits until so many have been answered since they parked; who was. */
  public BitSet awaitAnswers(int count, Duration atMost) throws IOException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    while (answered.cardinality() < count && System.nanoTime() < deadlineNanos) {
      selector.select(this::ready, 10);
    }
    return (BitSet) answered.clone();
  }

  private void ready(SelectionKey key) {
    var connection = (HttpConnection) key.attachment();
    try {
      if (connection.ready(in)) {
        answered.set(connection.number);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (var connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
