package praetor.cli.daemon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.model.Bytes;
import praetor.process.Child;

/**
 * What a node writes of a job: keys that the job's session holds, so that they go with it. Owned by
 * the job's thread, but for the output, which the program's reader fills.
 */
final class ExecResults {
  /** How long output is collected before it is sent. Source: keys of Consul 1.21.4. */
  private static final Duration COLLECT = Duration.ofMillis(500);

  /** How much is sent at once. */
  private static final int CHUNK_BYTES = 4_096;

  private final ConsulClient client;
  private final String folder;
  private final String session;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private int chunks;

  ExecResults(ConsulClient client, String folder, String session) {
    this.client = client;
    this.folder = folder;
    this.session = session;
  }

  /** Where the program's output goes. */
  OutputStream output() {
    return collected;
  }

  /** Writes a key; false when the session is over. */
  boolean put(String name, String value) throws IOException {
    return put(name, Bytes.utf8(value));
  }

  private boolean put(String name, Bytes value) throws IOException {
    return client.kv().put(folder + name, value, Query.NONE.and("acquire", session));
  }

  /**
   * Sends output until the program ends.
   *
   * @param patience after which an empty output shows that the program is at work
   */
  void sendWhile(Child child, Duration patience) throws IOException, InterruptedException {
    var step = patience.isPositive() && patience.compareTo(COLLECT) < 0 ? patience : COLLECT;
    long lastNanos = System.nanoTime();
    while (!child.await(step)) {
      if (flush()) {
        lastNanos = System.nanoTime();
      } else if (patience.isPositive() && System.nanoTime() - lastNanos >= patience.toNanos()) {
        putChunk(Bytes.EMPTY);
        lastNanos = System.nanoTime();
      }
    }
  }

  /** Sends what there is; tells whether there was anything. */
  boolean flush() throws IOException {
    byte[] bytes;
    synchronized (collected) {
      bytes = collected.toByteArray();
      collected.reset();
    }
    for (int at = 0; at < bytes.length; at += CHUNK_BYTES) {
      int end = Math.min(bytes.length, at + CHUNK_BYTES);
      putChunk(Bytes.owned(Arrays.copyOfRange(bytes, at, end)));
    }
    return bytes.length > 0;
  }

  private void putChunk(Bytes chunk) throws IOException {
    put("out/%05x".formatted(chunks++), chunk);
  }
}
