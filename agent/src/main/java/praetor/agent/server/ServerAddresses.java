package praetor.agent.server;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import praetor.agent.membership.Member;
import praetor.agent.membership.Membership;
import praetor.agent.membership.PoolListener;
import praetor.agent.membership.ServerMember;
import praetor.gossip.MemberChange;
import praetor.raft.AddressBook;

/**
 * Where the servers of the datacenter are, as the pool says: a server whose address has changed is
 * found at the new one. Safe for any thread.
 */
final class ServerAddresses implements AddressBook, PoolListener {
  private final Map<String, ServerMember> servers = new ConcurrentHashMap<>();

  ServerAddresses(Membership membership) {
    membership.listen(this);
    membership.lan().forEach(this::note);
  }

  @Override
  public void lan(MemberChange change, Member member) {
    note(member);
  }

  /** Those that left are remembered too: they may still have to be told so. */
  private void note(Member member) {
    ServerMember.of(member)
        .filter(server -> !server.id().isEmpty())
        .ifPresent(server -> servers.put(server.id(), server));
  }

  @Override
  public Optional<InetSocketAddress> addressOf(String id) {
    return Optional.ofNullable(servers.get(id)).map(ServerMember::address);
  }

  /** The server with that id. */
  Optional<ServerMember> server(String id) {
    return Optional.ofNullable(servers.get(id));
  }
}
