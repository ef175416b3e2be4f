package praetor.raft.jraft;

import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotReader;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import praetor.raft.store.SnapshotFolder;

/** A snapshot of ours as SOFAJRaft reads it. */
final class SnapshotReaderAdapter extends SnapshotReader {

  private final String self;
  private final SnapshotFolder.Pinned pinned;

  SnapshotReaderAdapter(String self, SnapshotFolder.Pinned pinned) {
    this.self = self;
    this.pinned = pinned;
  }

  /** The state, for {@link ApplyLoop}. */
  InputStream state() throws IOException {
    return pinned.state();
  }

  @Override
  public @Nullable SnapshotMeta load() {
    try {
      return SnapshotMeta.parseFrom(pinned.meta());
    } catch (IOException e) {
      setError(RaftError.EIO, "%s", Reasons.of(e));
      return null;
    }
  }

  @Override
  public String generateURIForCopy() {
    return new SnapshotUri(self, pinned.name()).format();
  }

  @Override
  public boolean init(@Nullable Void options) {
    return true;
  }

  @Override
  public void shutdown() {
    // Closed by close().
  }

  @Override
  public void close() throws IOException {
    pinned.close();
  }

  @Override
  public String getPath() {
    return "";
  }

  @Override
  public Set<String> listFiles() {
    return Set.of();
  }

  @Override
  public @Nullable Message getFileMeta(String fileName) {
    return null;
  }
}
