package praetor.agent.server;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import praetor.agent.servers.Snapshots;
import praetor.raft.Peer;
import praetor.raft.RaftEngine;
import praetor.state.SnapshotWriter;
import praetor.state.StateView;
import praetor.state.archive.ArchiveMeta;
import praetor.state.archive.ArchiveMeta.Server;
import praetor.state.archive.ArchiveWriter;
import praetor.state.archive.Target;

/**
 * A view as an archive. Its size has to stand before it, so it is written twice, the first time for
 * nobody: that costs a second for a million keys, and no file. Immutable.
 */
final class SavedView implements Snapshots.Saved {
  private final StateView view;
  private final Target target;
  private final ArchiveMeta meta;
  private final long timeMs;
  private final SortedMap<Integer, Integer> leftOut;

  private SavedView(
      StateView view,
      Target target,
      ArchiveMeta meta,
      long timeMs,
      SortedMap<Integer, Integer> leftOut) {
    this.view = view;
    this.target = target;
    this.meta = meta;
    this.timeMs = timeMs;
    this.leftOut = Collections.unmodifiableSortedMap(leftOut);
  }

  static SavedView of(StateView view, Target target, RaftEngine raft, long timeMs)
      throws IOException {
    SortedMap<Integer, Integer> leftOut = new TreeMap<>();
    long size =
        ArchiveWriter.sizeOf(out -> leftOut.putAll(SnapshotWriter.write(view, target, out)));
    var meta =
        ArchiveMeta.of(
            view.lastIndex(),
            raft.status().term(),
            timeMs,
            servers(raft),
            raft.configurationIndex(),
            size);
    return new SavedView(view, target, meta, timeMs, leftOut);
  }

  private static List<Server> servers(RaftEngine raft) {
    return raft.configuration().stream()
        .map(
            peer ->
                new Server(
                    peer.suffrage() == Peer.Suffrage.VOTER ? Server.VOTER : Server.NONVOTER,
                    peer.id(),
                    RaftServers.address(peer).orElse("")))
        .toList();
  }

  @Override
  public SortedMap<Integer, Integer> leftOut() {
    return leftOut;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    ArchiveWriter.write(meta, timeMs, state -> SnapshotWriter.write(view, target, state), out);
  }
}
