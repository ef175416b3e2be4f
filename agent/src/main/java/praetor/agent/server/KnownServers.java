package praetor.agent.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.membership.Member;
import praetor.agent.membership.Membership;
import praetor.agent.membership.PoolListener;
import praetor.agent.membership.ServerMember;
import praetor.agent.recovery.GroupServer;
import praetor.agent.recovery.ServersFile;
import praetor.gossip.MemberChange;
import praetor.raft.AddressText;
import praetor.raft.Peer;
import praetor.raft.RaftEngine;

/**
 * Keeps names and addresses of the servers in {@code raft/servers.json}: the log has only their
 * ids, which tell nobody at night which machine is meant. Safe for any thread.
 */
final class KnownServers implements PoolListener {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");

  private final Path file;
  private final RaftEngine raft;
  private final Membership membership;
  private final Executor writers;
  private List<GroupServer> written = List.of();

  /**
   * @param writers runs what waits for the disk
   */
  KnownServers(Path raftDirectory, RaftEngine raft, Membership membership, Executor writers) {
    this.file = raftDirectory.resolve(ServersFile.KNOWN);
    this.raft = raft;
    this.membership = membership;
    this.writers = writers;
  }

  /** Begins to listen. */
  void start() {
    membership.listen(this);
    writers.execute(this::write);
  }

  @Override
  public void lan(MemberChange change, Member member) {
    if (ServerMember.of(member).isPresent()) {
      writers.execute(this::write);
    }
  }

  private synchronized void write() {
    try {
      var now = merged(written.isEmpty() ? ServersFile.read(file) : written);
      if (!now.equals(written)) {
        ServersFile.write(file, now);
        written = now;
      }
    } catch (IOException e) {
      LOG.warn("failed to note the servers of the datacenter: path={} error={}", file, message(e));
    }
  }

  private static String message(IOException e) {
    return String.valueOf(e.getMessage());
  }

  /** Who is in the pool, and of the others those that still take part. */
  private List<GroupServer> merged(List<GroupServer> before) {
    var members = raft.configuration().stream().map(Peer::id).collect(Collectors.toSet());
    Map<String, GroupServer> servers = new TreeMap<>();
    before.stream()
        .filter(server -> members.contains(server.id()))
        .forEach(server -> servers.put(server.id(), server));
    for (var member : membership.lan()) {
      ServerMember.of(member).ifPresent(server -> servers.put(server.id(), known(server)));
    }
    return new ArrayList<>(servers.values());
  }

  private static GroupServer known(ServerMember server) {
    return new GroupServer(
        server.id(), AddressText.of(server.address()), server.replica(), server.node());
  }
}
