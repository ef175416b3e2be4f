package praetor.raft.jraft;

import com.alipay.sofa.jraft.option.SnapshotCopierOptions;
import com.alipay.sofa.jraft.storage.SnapshotStorage;
import com.alipay.sofa.jraft.storage.SnapshotThrottle;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotCopier;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotReader;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.net.Links;
import praetor.raft.store.SnapshotFolder;

/** Our snapshots as SOFAJRaft's. */
final class SnapshotAdapter implements SnapshotStorage {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotAdapter.class);

  private final String self;
  private final SnapshotFolder folder;
  private final Links links;

  SnapshotAdapter(String self, SnapshotFolder folder, Links links) {
    this.self = self;
    this.folder = folder;
    this.links = links;
  }

  @Override
  public boolean init(@Nullable Void options) {
    return true;
  }

  @Override
  public void shutdown() {
    // The folder holds nothing open.
  }

  @Override
  public boolean setFilterBeforeCopyRemote() {
    return false;
  }

  @Override
  public void setSnapshotThrottle(SnapshotThrottle throttle) {
    // A snapshot travels at the speed of its connection.
  }

  @Override
  public SnapshotWriter create() {
    return new SnapshotWriterAdapter();
  }

  @Override
  public @Nullable SnapshotReader open() {
    var newest = folder.newest();
    if (newest.isEmpty()) {
      return null;
    }
    try {
      return new SnapshotReaderAdapter(self, folder.pin(newest.get()));
    } catch (IOException e) {
      LOG.warn("raft: opening the newest snapshot failed", e);
      return null;
    }
  }

  @Override
  public @Nullable SnapshotReader copyFrom(String uri, SnapshotCopierOptions options) {
    try (var copier = startToCopyFrom(uri, options)) {
      copier.join();
      return copier.getReader();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (IOException e) {
      LOG.warn("raft: copying a snapshot failed", e);
      return null;
    }
  }

  @Override
  public SnapshotCopier startToCopyFrom(String uri, SnapshotCopierOptions options) {
    var copier = new SnapshotCopierAdapter(uri, this, folder, links);
    copier.start();
    return copier;
  }
}
