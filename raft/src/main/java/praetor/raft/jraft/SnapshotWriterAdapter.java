package praetor.raft.jraft;

import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotWriter;
import com.google.protobuf.Message;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries the index, term and members of a snapshot from SOFAJRaft to {@link ApplyLoop}, which
 * writes the file and reports only when it is durable. So there is nothing left to do here.
 */
final class SnapshotWriterAdapter extends SnapshotWriter {

  @Override
  public boolean init(@Nullable Void options) {
    return true;
  }

  @Override
  public void shutdown() {
    // Nothing is open.
  }

  @Override
  public boolean saveMeta(SnapshotMeta meta) {
    return true;
  }

  @Override
  public boolean addFile(String fileName, @Nullable Message fileMeta) {
    return false;
  }

  @Override
  public boolean removeFile(String fileName) {
    return false;
  }

  @Override
  public void close(boolean keepDataOnError) {
    // Nothing is open.
  }

  @Override
  public void close() {
    // Nothing is open.
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
