package praetor.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import praetor.agent.membership.Member;
import praetor.agent.membership.Membership;
import praetor.agent.membership.PoolListener;
import praetor.gossip.MemberChange;

/** The catalog follows the pool, whatever comes in between. */
class MemberReconcileTest {
  private static final Member.Protocol PROTOCOL = new Member.Protocol(1, 5, 2);

  private final DirectServer server = new DirectServer();
  private final Pool pool = new Pool();
  private final MemberReconcile reconcile =
      new MemberReconcile(server.context(), pool, new ServerGroup("n1", null));

  /** A pool of members that a test names. */
  private static final class Pool implements Membership {
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public Member self() {
      throw new UnsupportedOperationException("nobody is here");
    }

    @Override
    public List<Member> lan() {
      looks.incrementAndGet();
      return List.copyOf(members);
    }

    @Override
    public List<Member> wan() {
      return List.of();
    }

    @Override
    public void listen(PoolListener listener) {}

    @Override
    public Map<String, String> lanStats() {
      return Map.of();
    }

    @Override
    public Map<String, String> wanStats() {
      return Map.of();
    }
  }

  private static Member member(Member.Status status) {
    var tags = Map.of("role", "node", "dc", "dc1", "id", "4b5e2f3c-0000-4000-8000-000000000001");
    return new Member("web-1", "127.0.0.2", 8301, tags, status, PROTOCOL, PROTOCOL);
  }

  private boolean isInCatalog() {
    return server.store.view().node("web-1").isPresent();
  }

  private void lead() {
    reconcile.start();
    server.timers.advance(Duration.ofMillis(1));
    // The first round is over, and the next one a minute away.
    await().until(() -> pool.looks.get() == 2);
  }

  @Test
  void aMemberThatComesIsRegisteredAndOneThatLeavesIsNot() {
    lead();
    pool.members.add(member(Member.Status.ALIVE));
    reconcile.lan(MemberChange.JOINED, member(Member.Status.ALIVE));
    assertThat(isInCatalog()).isTrue();
    pool.members.set(0, member(Member.Status.LEFT));
    reconcile.lan(MemberChange.LEFT, member(Member.Status.LEFT));
    assertThat(isInCatalog()).isFalse();
  }

  @Test
  void aMemberThatLeavesWhileItIsRegisteredDoesNotStay() {
    lead();
    pool.members.add(member(Member.Status.LEFT));
    // What was known a moment ago.
    reconcile.lan(MemberChange.JOINED, member(Member.Status.ALIVE));
    await().until(() -> !isInCatalog());
  }

  @Test
  void aMemberThatIsForgottenWhileItIsRegisteredDoesNotStay() {
    lead();
    reconcile.lan(MemberChange.JOINED, member(Member.Status.ALIVE));
    await().until(() -> !isInCatalog());
  }

  @Test
  void aRemovalThatFailsIsTriedAgain() {
    lead();
    pool.members.add(member(Member.Status.ALIVE));
    reconcile.lan(MemberChange.JOINED, member(Member.Status.ALIVE));
    pool.members.set(0, member(Member.Status.LEFT));
    server.fail(true);
    reconcile.lan(MemberChange.LEFT, member(Member.Status.LEFT));
    assertThat(isInCatalog()).isTrue();
    server.fail(false);
    server.timers.advance(Duration.ofSeconds(2));
    await().until(() -> !isInCatalog());
  }
}
