package praetor.agent.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import praetor.agent.disk.SafeFiles;
import praetor.raft.Peer;
import praetor.raft.RaftStartException;
import praetor.raft.StoppedRaft;

/** The data directory of a server that does not run; while this is open, none starts on it. */
public final class StoppedServer implements AutoCloseable {

  private final Path dataDirectory;
  private final StoppedRaft raft;

  private StoppedServer(Path dataDirectory, StoppedRaft raft) {
    this.dataDirectory = dataDirectory;
    this.raft = raft;
  }

  /**
   * Takes hold of a data directory.
   *
   * @throws IOException one sentence: it is none of a server, or an agent runs on it
   */
  public static StoppedServer open(Path dataDirectory) throws IOException {
    try {
      return new StoppedServer(dataDirectory, StoppedRaft.open(dataDirectory.resolve("raft")));
    } catch (RaftStartException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  public Path dataDirectory() {
    return dataDirectory;
  }

  /** Where the list of servers for the next start is. */
  public Path peersFile() {
    return dataDirectory.resolve("raft").resolve(ServersFile.PEERS);
  }

  /**
   * Reads what the server knows, and changes nothing.
   *
   * @throws IOException one sentence: what cannot be read, as the server would say at its start
   */
  public Survivor read() throws IOException {
    var id =
        SafeFiles.read(dataDirectory.resolve("node-id"))
            .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).strip())
            .orElseThrow(() -> new IOException(dataDirectory + " has no file node-id"));
    var known =
        ServersFile.read(dataDirectory.resolve("raft").resolve(ServersFile.KNOWN)).stream()
            .collect(Collectors.toMap(GroupServer::id, Function.identity(), (a, _) -> a));
    try {
      var stored = raft.read();
      return new Survivor(
          id,
          stored.lastTerm(),
          stored.lastIndex(),
          stored.firstIndex(),
          stored.snapshotIndex(),
          stored.configurationIndex(),
          stored.members().stream().map(peer -> server(peer, known)).toList());
    } catch (RaftStartException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static GroupServer server(Peer peer, Map<String, GroupServer> known) {
    boolean nonVoter = peer.suffrage() == Peer.Suffrage.LEARNER;
    var seen = known.get(peer.id());
    return seen == null
        ? new GroupServer(peer.id(), "", nonVoter, "")
        : new GroupServer(peer.id(), seen.address(), nonVoter, seen.node());
  }

  /** A list that an earlier recovery has left for the next start; none without one. */
  public List<GroupServer> waiting() throws IOException {
    return ServersFile.read(peersFile());
  }

  /** Has the next start take these servers for the group; durable when this returns. */
  public void write(List<GroupServer> kept) throws IOException {
    ServersFile.write(peersFile(), kept);
  }

  @Override
  public void close() {
    raft.close();
  }
}
