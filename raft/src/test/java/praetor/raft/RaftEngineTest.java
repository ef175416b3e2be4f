package praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static praetor.raft.RegisterMachine.put;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lone server in memory. */
class RaftEngineTest {

  private final RegisterMachine machine = new RegisterMachine();
  private final String id = UUID.randomUUID().toString();
  private RaftEngine engine;

  @AfterEach
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void aLoneVoterElectsItselfAtOnce() throws Exception {
    long start = System.nanoTime();
    open(RaftOptions.of(id, address()).bootstrap());
    leads();
    // The election timeout is five seconds.
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(4));
    assertThat(engine.status().leaderId()).contains(id);
  }

  @Test
  void anAppliedCommandIsInThePublishedView() throws Exception {
    open(RaftOptions.of(id, address()).bootstrap());
    leads();
    var outcome = engine.propose(put("a", "1")).get(5, TimeUnit.SECONDS);
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(machine.view()).containsEntry("a", "1");
    assertThat(((Outcome.Applied) outcome).result()).isEqualTo(((Outcome.Applied) outcome).index());
    assertThat(engine.status().appliedIndex()).isEqualTo(((Outcome.Applied) outcome).index());
  }

  @Test
  void manyProposalsShareABatch() throws Exception {
    open(RaftOptions.of(id, address()).bootstrap());
    leads();
    var futures = new ArrayList<CompletableFuture<Outcome>>();
    for (int i = 0; i < 2_000; i++) {
      futures.add(engine.propose(put("k" + i, "v")));
    }
    for (var future : futures) {
      assertThat(future.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Applied.class);
    }
    assertThat(machine.view()).hasSize(2_000);
    assertThat(machine.batches()).isLessThan(1_000);
  }

  @Test
  void aServerWithoutAGroupWaits() throws Exception {
    open(RaftOptions.of(id, address()));
    assertThat(engine.propose(put("a", "1")).get(1, TimeUnit.SECONDS))
        .isEqualTo(new Outcome.NotLeader(java.util.Optional.empty()));
    assertThat(engine.status().role()).isEqualTo(RaftStatus.Role.OUTSIDER);
    assertThat(engine.configuration()).isEmpty();
  }

  private void open(RaftOptions options) throws RaftStartException {
    engine = RaftEngine.open(options, machine);
  }

  private void leads() {
    var gained = new CompletableFuture<Long>();
    engine.onLeadershipChange(
        new LeadershipListener() {
          @Override
          public void gained(long term) {
            gained.complete(term);
          }

          @Override
          public void lost() {
            // Not expected here.
          }
        });
    await().atMost(10, TimeUnit.SECONDS).until(gained::isDone);
  }

  private static InetSocketAddress address() {
    return InetSocketAddress.createUnresolved("127.0.0.1", 8300);
  }
}
