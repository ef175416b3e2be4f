package praetor.raft.jraft;

import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotCopier;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotReader;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.Connection;
import praetor.raft.net.Links;
import praetor.raft.store.SnapshotFolder;

/**
 * Fetches a snapshot from another server. What goes wrong, also on our disk, is only told to the
 * leader, which tries again.
 */
final class SnapshotCopierAdapter extends SnapshotCopier {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotCopierAdapter.class);

  private final String uri;
  private final SnapshotAdapter storage;
  private final SnapshotFolder folder;
  private final Links links;
  private final CountDownLatch done = new CountDownLatch(1);
  private Optional<Connection> connection = Optional.empty();
  private boolean cancelled;
  private @Nullable SnapshotReader reader;

  SnapshotCopierAdapter(String uri, SnapshotAdapter storage, SnapshotFolder folder, Links links) {
    this.uri = uri;
    this.storage = storage;
    this.folder = folder;
    this.links = links;
  }

  @Override
  public void start() {
    Thread.ofVirtual().name("raft-fetch-snapshot").start(this::run);
  }

  @Override
  public void cancel() {
    Optional<Connection> closing;
    synchronized (this) {
      cancelled = true;
      closing = connection;
    }
    closing.ifPresent(SnapshotCopierAdapter::close);
  }

  @Override
  public void join() throws InterruptedException {
    done.await();
  }

  @Override
  public @Nullable SnapshotReader getReader() {
    return reader;
  }

  @Override
  public void close() throws IOException {
    cancel();
    try {
      join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      fetch();
    } catch (IOException e) {
      LOG.warn("raft: fetching the snapshot {} failed: {}", uri, Reasons.of(e));
      setError(RaftError.EINTERNAL, "fetching %s failed: %s", uri, Reasons.of(e));
    } finally {
      done.countDown();
    }
  }

  private void fetch() throws IOException {
    var from = SnapshotUri.parse(uri).orElseThrow(() -> new IOException("no snapshot: " + uri));
    links.fetch(
        from.server(),
        from.name().fileName(),
        this::opened,
        (in, size) -> folder.receive(from.name(), in, size));
    reader = storage.open();
  }

  private void opened(Connection opened) {
    boolean close;
    synchronized (this) {
      connection = Optional.of(opened);
      close = cancelled;
    }
    if (close) {
      close(opened);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("raft: closing the connection with {} failed", connection.remote(), e);
    }
  }
}
