package praetor.agent.server;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.membership.Member;
import praetor.agent.membership.Membership;
import praetor.agent.membership.ServerMember;
import praetor.model.Node;
import praetor.raft.AddressText;
import praetor.raft.Peer;
import praetor.raft.RaftEngine;
import praetor.state.StateStore;

/** What the server knows of the members of its group. Safe for any thread. */
final class RaftServers {
  private static final Logger LOG = LoggerFactory.getLogger(RaftServers.class);

  /** Source: Consul's name for a server in the configuration that it does not know. */
  private static final String UNKNOWN_NAME = "(unknown)";

  private static final String UNKNOWN_STATUS = "unknown";

  private final String self;
  private final RaftEngine raft;
  private final Membership membership;
  private final StateStore store;
  private final Map<String, LogProgress> others = new ConcurrentHashMap<>();

  /**
   * @param self id of this server
   */
  RaftServers(String self, RaftEngine raft, Membership membership, StateStore store) {
    this.self = self;
    this.raft = raft;
    this.membership = membership;
    this.store = store;
  }

  /** Host and port of a server; an IPv6 address stands in brackets. */
  static Optional<String> address(Peer peer) {
    return peer.address().map(AddressText::of);
  }

  String name(String id) {
    return member(id)
        .map(Member::name)
        .or(() -> store.view().nodeById(id).map(Node::node))
        .orElse(UNKNOWN_NAME);
  }

  /** Asks the other servers how their logs stand: known a moment later. */
  void refresh(ServerAddresses addresses, ServerCalls calls) {
    var ids = raft.configuration().stream().map(Peer::id).toList();
    others.keySet().retainAll(ids);
    for (var id : ids) {
      if (!id.equals(self)) {
        addresses.server(id).ifPresent(server -> ask(server, calls));
      }
    }
  }

  private void ask(ServerMember server, ServerCalls calls) {
    calls
        .progress(server)
        .whenComplete(
            (progress, failure) -> {
              if (failure == null) {
                others.put(server.id(), progress);
              } else {
                LOG.debug("no raft stats of {}", server.node(), failure);
                others.remove(server.id());
              }
            });
  }

  /** How the log of a server stands, as far as it answers. */
  Optional<LogProgress> progress(String id) {
    if (!id.equals(self)) {
      return Optional.ofNullable(others.get(id));
    }
    var status = raft.status();
    var contact = Duration.ofMillis(Math.max(0, status.lastContactMs()));
    return Optional.of(new LogProgress(contact, status.lastLogTerm(), status.lastLogIndex()));
  }

  /** The ids of servers that shall never vote. */
  Set<String> replicas() {
    return membership.lan().stream()
        .flatMap(member -> ServerMember.of(member).stream())
        .filter(ServerMember::replica)
        .map(ServerMember::id)
        .collect(Collectors.toSet());
  }

  AutopilotHealth.Seen seen(Peer peer) {
    var member = member(peer.id());
    return new AutopilotHealth.Seen(
        peer.id(),
        name(peer.id()),
        address(peer).orElse(""),
        member.map(m -> m.status().name().toLowerCase(Locale.ROOT)).orElse(UNKNOWN_STATUS),
        member.map(MemberRegistration::version).orElse(""),
        peer.leader(),
        peer.suffrage() == Peer.Suffrage.VOTER,
        progress(peer.id()),
        store.view().nodeById(peer.id()).map(Node::meta).orElse(Map.of()));
  }

  private Optional<Member> member(String id) {
    return membership.lan().stream().filter(m -> id.equals(m.tags().get("id"))).findFirst();
  }
}
