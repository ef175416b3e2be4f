package praetor.raft.jraft;

import com.alipay.sofa.jraft.JRaftServiceFactory;
import com.alipay.sofa.jraft.entity.codec.LogEntryCodecFactory;
import com.alipay.sofa.jraft.entity.codec.v2.LogEntryV2CodecFactory;
import com.alipay.sofa.jraft.option.NodeOptions;
import com.alipay.sofa.jraft.option.RaftOptions;
import com.alipay.sofa.jraft.storage.LogStorage;
import com.alipay.sofa.jraft.storage.RaftMetaStorage;
import com.alipay.sofa.jraft.storage.SnapshotStorage;

/** Gives SOFAJRaft the storages of one engine. */
final class StorageFactory implements JRaftServiceFactory {

  private final LogAdapter log;
  private final VoteAdapter vote;
  private final SnapshotAdapter snapshots;

  StorageFactory(LogAdapter log, VoteAdapter vote, SnapshotAdapter snapshots) {
    this.log = log;
    this.vote = vote;
    this.snapshots = snapshots;
  }

  @Override
  public LogStorage createLogStorage(String uri, RaftOptions options) {
    return log;
  }

  @Override
  public SnapshotStorage createSnapshotStorage(NodeOptions options) {
    return snapshots;
  }

  @Override
  public RaftMetaStorage createRaftMetaStorage(String uri, RaftOptions options) {
    return vote;
  }

  /** Asked for, though our log encodes entries itself. */
  @Override
  public LogEntryCodecFactory createLogEntryCodecFactory() {
    return LogEntryV2CodecFactory.getInstance();
  }
}
