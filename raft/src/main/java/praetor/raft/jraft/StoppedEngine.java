package praetor.raft.jraft;

import com.alipay.sofa.jraft.conf.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.Peer;
import praetor.raft.RaftStartException;
import praetor.raft.StoppedRaft;
import praetor.raft.StoredRaft;
import praetor.raft.disk.Disk;
import praetor.raft.disk.FrozenDisk;
import praetor.raft.disk.LocalDisk;
import praetor.raft.log.LogOptions;
import praetor.raft.store.SnapshotName;

/** Looks at what an engine has left on its disk. */
public final class StoppedEngine implements StoppedRaft {

  private static final Logger LOG = LoggerFactory.getLogger(StoppedEngine.class);

  private static final SnapshotName NO_SNAPSHOT = new SnapshotName(0, 0);

  private final Disk disk;

  private StoppedEngine(Disk disk) {
    this.disk = disk;
  }

  /** See {@link StoppedRaft#open}. */
  public static StoppedRaft open(Path directory) throws RaftStartException {
    if (!Files.isDirectory(directory.resolve(Storage.LOG_FOLDER))) {
      throw new RaftStartException(directory + " holds no server's data");
    }
    try {
      return new StoppedEngine(LocalDisk.open(directory));
    } catch (IOException e) {
      throw new RaftStartException(Reasons.of(e), e);
    }
  }

  @Override
  public StoredRaft read() throws RaftStartException {
    var storage = Storage.open(new FrozenDisk(disk), LogOptions.ON_DISK);
    try (storage) {
      return read(storage);
    } catch (IOException e) {
      throw new RaftStartException(Reasons.of(e), e);
    }
  }

  private static StoredRaft read(Storage storage) throws IOException {
    var log = storage.log();
    var snapshot = storage.snapshots().newest().orElse(NO_SNAPSHOT);
    var last = log.read(log.lastIndex());
    boolean logIsNewer = last.isPresent() && last.get().index() > snapshot.index();
    var initial = InitialConfiguration.of(storage, List.of());
    return new StoredRaft(
        storage.vote().vote().term(),
        log.firstIndex(),
        logIsNewer ? last.get().index() : snapshot.index(),
        logIsNewer ? last.get().term() : snapshot.term(),
        snapshot.index(),
        initial.index(),
        members(initial.members()));
  }

  private static List<Peer> members(Configuration members) {
    var peers = new ArrayList<Peer>();
    members.getPeers().forEach(peer -> peers.add(Peer.voter(Ids.id(peer))));
    members.getLearners().forEach(peer -> peers.add(Peer.learner(Ids.id(peer))));
    peers.sort(Comparator.comparing(Peer::id));
    return peers;
  }

  @Override
  public void close() {
    try {
      disk.close();
    } catch (IOException e) {
      LOG.warn("raft: closing failed: {}", Reasons.of(e));
    }
  }
}
