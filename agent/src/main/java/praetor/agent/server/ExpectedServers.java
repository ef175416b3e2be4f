package praetor.agent.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.membership.Member;
import praetor.agent.membership.Membership;
import praetor.agent.membership.PoolListener;
import praetor.agent.membership.ServerMember;
import praetor.gossip.MemberChange;
import praetor.raft.AddressText;
import praetor.raft.Peer;
import praetor.raft.RaftEngine;

/**
 * Begins the first consensus group of a datacenter when as many servers are there as expected, and
 * none of them belongs to a group already. All of them do so, with the same members. Safe for any
 * thread.
 *
 * <p>Source: behaviour and texts of Consul 1.21.4 with {@code bootstrap_expect}.
 */
final class ExpectedServers implements PoolListener {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");

  /** A server that does not answer yet is asked again. */
  private static final long RETRY_MS = 200;

  /** The others hear of each other at about the same time. */
  private static final long CAMPAIGN_DELAY_MS = 100;

  private final int expected;
  private final Membership membership;
  private final RaftEngine raft;
  private final ServerCalls calls;
  private final String selfId;
  private final ScheduledExecutorService timers;

  // Guarded by this object.
  private boolean asking;
  private boolean done;

  ExpectedServers(
      int expected,
      String selfId,
      Membership membership,
      RaftEngine raft,
      ServerCalls calls,
      ScheduledExecutorService timers) {
    this.expected = expected;
    this.selfId = selfId;
    this.membership = membership;
    this.raft = raft;
    this.calls = calls;
    this.timers = timers;
  }

  /** Begins to look; a server that has a log already needs nobody. */
  void start() {
    membership.listen(this);
    look();
  }

  @Override
  public void lan(MemberChange change, Member member) {
    look();
  }

  private void look() {
    List<ServerMember> servers;
    synchronized (this) {
      if (done || asking) {
        return;
      }
      if (!raft.configuration().isEmpty()) {
        done = true;
        return;
      }
      servers = voters();
      if (servers.size() < expected) {
        return;
      }
      asking = true;
    }
    ask(servers);
  }

  /** The servers that are there; none at all while they contradict each other. */
  private List<ServerMember> voters() {
    List<ServerMember> servers = new ArrayList<>();
    for (var member : membership.lan()) {
      var server = ServerMember.of(member).filter(s -> s.status() == Member.Status.ALIVE);
      if (server.isEmpty()) {
        continue;
      }
      if (server.get().expect() != 0 && server.get().expect() != expected) {
        LOG.error(
            "Member has a conflicting expect value. All nodes should expect the same number: member={}",
            member.name());
        return List.of();
      }
      if (server.get().bootstrap()) {
        LOG.error("Member has bootstrap mode. Expect disabled.: member={}", member.name());
        return List.of();
      }
      if (!server.get().replica()) {
        servers.add(server.get());
      }
    }
    return servers;
  }

  /** Whether one of them belongs to a group already: then this one will be taken into it. */
  private void ask(List<ServerMember> servers) {
    var answers =
        servers.stream().filter(server -> !server.id().equals(selfId)).map(calls::peers).toList();
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                LOG.debug("not all expected servers answer yet", failure);
                again();
              } else if (answers.stream().allMatch(peers -> isOurs(peers.join(), servers))) {
                begin(servers);
              } else {
                LOG.info("Existing Raft peers reported by a server, disabling bootstrap mode");
                finish();
              }
            });
  }

  /** No group yet, or the very one that this server is about to begin, only a moment earlier. */
  private static boolean isOurs(List<String> peers, List<ServerMember> servers) {
    var ours = servers.stream().map(server -> AddressText.of(server.address())).toList();
    return peers.isEmpty() || new HashSet<>(peers).equals(new HashSet<>(ours));
  }

  private void again() {
    timers.schedule(
        () -> {
          synchronized (this) {
            asking = false;
          }
          Thread.ofVirtual().name("expect").start(this::look);
        },
        RETRY_MS,
        TimeUnit.MILLISECONDS);
  }

  private synchronized void finish() {
    done = true;
  }

  private void begin(List<ServerMember> servers) {
    finish();
    LOG.info(
        "Found expected number of peers, attempting bootstrap: peers={}",
        servers.stream().map(server -> AddressText.of(server.address())).toList());
    raft.recover(servers.stream().map(server -> Peer.voter(server.id())).toList())
        .thenAccept(
            outcome -> {
              LOG.debug("bootstrap: {}", outcome);
              if (isFirst(servers)) {
                timers.schedule(raft::campaign, CAMPAIGN_DELAY_MS, TimeUnit.MILLISECONDS);
              }
            });
  }

  /** One of them need not wait for its election timeout: nobody can have been elected before. */
  private boolean isFirst(List<ServerMember> servers) {
    return servers.stream()
        .map(ServerMember::id)
        .min(Comparator.naturalOrder())
        .orElseThrow()
        .equals(selfId);
  }
}
