package praetor.agent.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import praetor.agent.ManualTimers;
import praetor.agent.rpc.MemoryCaller;
import praetor.agent.rpc.RpcCaller;
import praetor.model.Bytes;
import praetor.testkit.FakeClock;

class ServerChoiceTest {
  private final ServerChoice choice = new ServerChoice(new Random(7));

  private static RpcCaller.Target server(int number) {
    return new RpcCaller.Target(
        "dc1", "s" + number, InetSocketAddress.createUnresolved("s" + number, 8300));
  }

  private static List<RpcCaller.Target> servers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(ServerChoiceTest::server).toList();
  }

  @Test
  void withoutServersThereIsNone() {
    assertThat(choice.next()).isEmpty();
    choice.failed(server(1));
    choice.shuffle();
    assertThat(choice.next()).isEmpty();
  }

  @Test
  void theFirstOneIsCalledUntilItFails() {
    choice.update(servers(3));
    var order = choice.servers();
    assertThat(choice.next()).contains(order.get(0));
    assertThat(choice.next()).contains(order.get(0));
    choice.failed(order.get(0));
    assertThat(choice.servers()).containsExactly(order.get(1), order.get(2), order.get(0));
  }

  @Test
  void aFailureThatManySawMovesOnOnlyOnce() {
    choice.update(servers(3));
    var order = choice.servers();
    choice.failed(order.get(0));
    choice.failed(order.get(0));
    assertThat(choice.next()).contains(order.get(1));
  }

  @Test
  void whoIsStillThereKeepsItsPlace() {
    choice.update(servers(5));
    var order = choice.servers();
    var fewer = List.of(order.get(3), order.get(1));
    choice.update(fewer);
    assertThat(choice.servers()).containsExactly(order.get(1), order.get(3));
    choice.update(servers(5));
    assertThat(choice.servers())
        .containsExactlyInAnyOrderElementsOf(servers(5))
        .containsSubsequence(order.get(1), order.get(3));
  }

  @Test
  void clientsSpreadOverTheServers() {
    var firsts = new HashSet<RpcCaller.Target>();
    for (int seed = 0; seed < 50; seed++) {
      var other = new ServerChoice(new Random(seed));
      other.update(servers(3));
      firsts.add(other.next().orElseThrow());
    }
    assertThat(firsts).hasSize(3);
  }

  @Test
  void theTimeBetweenChoicesGrowsWithTheClientsOfAServer() {
    assertThat(Rebalancing.pause(10, 3)).isEqualTo(Duration.ofMinutes(2));
    assertThat(Rebalancing.pause(11_520, 1)).isEqualTo(Duration.ofMinutes(3));
    assertThat(Rebalancing.pause(10, 0)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void everyFewMinutesAServerThatAnswersAPingComesFirst() {
    var clock = new FakeClock();
    var timers = new ManualTimers(clock);
    var alive = server(2);
    var caller =
        new MemoryCaller()
            .answering(
                alive,
                _ -> CompletableFuture.completedFuture(Bytes.owned(new byte[] {(byte) 0x80})));
    choice.update(servers(4));
    try (var _ = new Rebalancing(choice, caller, () -> 4, timers, new Random(7))) {
      timers.advance(Duration.ofMinutes(2).minusMillis(1));
      assertThat(caller.made()).isEmpty();
      for (int i = 0; i < 5; i++) {
        timers.advance(Duration.ofMinutes(3));
        assertThat(choice.next()).contains(alive);
      }
      assertThat(caller.made()).extracting(MemoryCaller.Made::method).containsOnly("Status.Ping");
    }
    var before = caller.made().size();
    timers.advance(Duration.ofMinutes(20));
    assertThat(caller.made().size() - before).isLessThan(5);
  }
}
