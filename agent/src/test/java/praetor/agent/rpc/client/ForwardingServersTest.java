package praetor.agent.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import praetor.agent.ManualTimers;
import praetor.agent.RequestException;
import praetor.agent.read.Answer;
import praetor.agent.read.Consistency;
import praetor.agent.read.KvGet;
import praetor.agent.read.ReadOptions;
import praetor.agent.rpc.InMemoryServer;
import praetor.agent.rpc.MemoryCaller;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.RpcException;
import praetor.agent.rpc.RpcHandler;
import praetor.agent.rpc.call.EventFireRead;
import praetor.agent.rpc.call.InternalCalls;
import praetor.agent.rpc.call.QueryOptions;
import praetor.agent.rpc.call.ReadRequest;
import praetor.agent.servers.Servers;
import praetor.model.Bytes;
import praetor.model.KvEntry;
import praetor.state.command.KvsRequest;
import praetor.testkit.FakeClock;

/** A server that follows: requests go where they can be answered. */
class ForwardingServersTest {
  private static final KvGet WHERE = new KvGet(Bytes.utf8("where"));

  private static InMemoryServer follower;
  private static InMemoryServer leader;
  private static InMemoryServer other;

  private final FakeClock clock = new FakeClock();
  private final ManualTimers timers = new ManualTimers(clock);
  private final Finder finder = new Finder();
  private final MemoryCaller caller = new MemoryCaller();
  private final Servers servers =
      new ForwardingServers(
          "dc1",
          follower.role(),
          new ForwardingServers.Reach(
              caller,
              finder,
              CallTimes.DEFAULT,
              new Retries(Duration.ofSeconds(7), timers, clock, () -> 0),
              name -> name.equals("dc2") ? Optional.of(other.role()) : Optional.empty()));

  /** What the follower knows of leaders. */
  private static final class Finder implements LeaderFinder {
    private Leader leader = new Leader.Unknown();
    private boolean everKnown = true;
    private final CompletableFuture<Void> leads = new CompletableFuture<>();

    @Override
    public Leader leader() {
      return leader;
    }

    @Override
    public boolean everKnown() {
      return everKnown;
    }

    @Override
    public CompletableFuture<Void> beginsToLead() {
      return leads;
    }
  }

  /** Three servers whose states differ, so that it shows who answered. */
  @BeforeAll
  static void open() {
    follower = InMemoryServer.named("follower");
    leader = InMemoryServer.named("leader");
    other = InMemoryServer.named("other");
    for (var server : Map.of("follower", follower, "leader", leader, "other", other).entrySet()) {
      put(server.getValue().role(), server.getKey()).join();
    }
  }

  @AfterAll
  static void close() {
    follower.close();
    leader.close();
    other.close();
  }

  private static CompletableFuture<Boolean> put(Servers servers, String value) {
    var entry = new KvEntry(0, Bytes.utf8("where"), 0, Bytes.utf8(value), "", 0, 0);
    return servers.kv().apply(new KvsRequest(KvsRequest.SET, entry), InMemoryServer.ANYBODY);
  }

  private void leads(InMemoryServer server) {
    caller.answering(server.target(), server.endpoints());
    finder.leader = new LeaderFinder.Leader.There(server.target());
  }

  private CompletableFuture<String> where(ReadOptions options) {
    return servers.read(WHERE, options).thenApply(ForwardingServersTest::text);
  }

  private static String text(Answer<Optional<KvEntry>> answer) {
    return answer.value().orElseThrow().value().utf8();
  }

  private static ReadOptions now() {
    return ReadOptions.now(InMemoryServer.ANYBODY);
  }

  private static ReadOptions with(Consistency consistency, String datacenter, Duration maxStale) {
    return new ReadOptions(
        InMemoryServer.ANYBODY, consistency, datacenter, 0, Duration.ZERO, maxStale);
  }

  @Test
  void staleReadsAreAnsweredHereAndOthersByTheLeader() {
    leads(leader);
    assertThat(where(with(Consistency.STALE, "", Duration.ZERO)).join()).isEqualTo("follower");
    assertThat(caller.made()).isEmpty();
    assertThat(where(now()).join()).isEqualTo("leader");
    assertThat(where(with(Consistency.CONSISTENT, "", Duration.ZERO)).join()).isEqualTo("leader");
    assertThat(caller.made()).extracting(MemoryCaller.Made::method).containsOnly("Leader.KVS.Get");
  }

  @Test
  void aServerThatNeverHeardOfALeaderShowsNothingOfItsOwn() {
    leads(leader);
    finder.everKnown = false;
    assertThat(where(with(Consistency.STALE, "", Duration.ZERO)).join()).isEqualTo("leader");
  }

  @Test
  void aStaleAnswerThatIsTooOldIsAskedOfTheLeader() {
    leads(leader);
    var old = StaleReads.bounded(with(Consistency.STALE, "", Duration.ofSeconds(1)), aged(5));
    assertThat(old.join().consistency()).isEqualTo(Consistency.LEADER);
    var fresh = StaleReads.bounded(with(Consistency.STALE, "", Duration.ofSeconds(9)), aged(5));
    assertThat(fresh.join().consistency()).isEqualTo(Consistency.STALE);
    var unbounded = StaleReads.bounded(with(Consistency.STALE, "", Duration.ZERO), aged(5));
    assertThat(unbounded.join().consistency()).isEqualTo(Consistency.STALE);
  }

  private static java.util.function.Function<ReadOptions, CompletableFuture<Answer<String>>> aged(
      int seconds) {
    return options ->
        CompletableFuture.completedFuture(
            new Answer<>("x", 1, true, Duration.ofSeconds(seconds), options.consistency()));
  }

  @Test
  void whoLeadsAsksNobody() {
    finder.leader = new LeaderFinder.Leader.Here();
    assertThat(where(now()).join()).isEqualTo("follower");
    assertThat(put(servers, "follower").join()).isTrue();
    assertThat(caller.made()).isEmpty();
  }

  @Test
  void aWriteWaitsForALeaderAndGoesThereWhenOneIsFound() {
    var write = put(servers, "leader");
    timers.advance(Duration.ofSeconds(1));
    assertThat(write).isNotDone();
    leads(leader);
    timers.advance(Duration.ofSeconds(1));
    assertThat(write.join()).isTrue();
    assertThat(caller.made())
        .singleElement()
        .extracting(MemoryCaller.Made::server)
        .isEqualTo("leader");
  }

  @Test
  void aWriteGoesOnAtOnceWhenThisServerBeginsToLead() {
    var write = put(servers, "follower");
    finder.leader = new LeaderFinder.Leader.Here();
    finder.leads.complete(null);
    assertThat(write.join()).isTrue();
    assertThat(clock.nanoTime()).isZero();
  }

  @Test
  void withoutALeaderRequestsFailAfterTheHoldTime() {
    var write = put(servers, "x");
    var read = where(now());
    timers.advance(Duration.ofMillis(6_999));
    assertThat(write).isNotDone();
    timers.advance(Duration.ofMillis(1));
    assertThatThrownBy(write::join).cause().hasMessage("No cluster leader");
    assertThatThrownBy(read::join).rootCause().hasMessage("No cluster leader");
  }

  @Test
  void whoLostItsPlaceIsAskedNoMoreWhenTheNextOneIsKnown() {
    var lost = new RpcCaller.Target("dc1", "lost", leader.target().address());
    RpcHandler refusing =
        _ -> CompletableFuture.failedFuture(RpcException.answered(RequestException.NO_LEADER));
    caller.answering(lost, refusing);
    finder.leader = new LeaderFinder.Leader.There(lost);
    var write = put(servers, "leader");
    leads(leader);
    timers.advance(Duration.ofSeconds(1));
    assertThat(write.join()).isTrue();
    assertThat(caller.made())
        .extracting(MemoryCaller.Made::server)
        .containsExactly("lost", "leader");
  }

  @Test
  void aWriteThatMayHaveBeenDoneIsNotRepeated() {
    leads(leader);
    caller.failNext(new RpcException(RpcException.Kind.UNKNOWN, "EOF"));
    assertThatThrownBy(put(servers, "leader")::join)
        .cause()
        .isInstanceOf(RequestException.class)
        .hasMessage("rpc error making call: EOF");
    caller.failNext(new RpcException(RpcException.Kind.NOT_SENT, "refused"));
    var unsent = put(servers, "leader");
    timers.advance(Duration.ofSeconds(1));
    assertThat(unsent.join()).isTrue();
    caller.failNext(new RpcException(RpcException.Kind.UNKNOWN, "EOF"));
    var read = where(now());
    timers.advance(Duration.ofSeconds(1));
    assertThat(read.join()).isEqualTo("leader");
  }

  @Test
  void aMistakeIsToldAtOnce() {
    leads(leader);
    var entry = new KvEntry(0, Bytes.EMPTY, 0, Bytes.EMPTY, "", 0, 0);
    var request = new KvsRequest(KvsRequest.SET, entry);
    assertThatThrownBy(servers.kv().apply(request, InMemoryServer.ANYBODY)::join)
        .cause()
        .hasMessage("rpc error making call: Must provide key");
    finder.leader = new LeaderFinder.Leader.Here();
    assertThatThrownBy(servers.kv().apply(request, InMemoryServer.ANYBODY)::join)
        .cause()
        .hasMessage("Must provide key");
  }

  @Test
  void otherDatacentersAnswerForThemselves() {
    leads(leader);
    assertThat(where(with(Consistency.LEADER, "dc1", Duration.ZERO)).join()).isEqualTo("leader");
    assertThat(servers.in("dc2")).isSameAs(other.role());
    assertThatThrownBy(where(with(Consistency.LEADER, "dc9", Duration.ZERO))::join)
        .rootCause()
        .hasMessage("No path to datacenter");
    assertThatThrownBy(() -> servers.in("dc9")).hasMessage("No path to datacenter");
  }

  @Test
  void anEventForAnotherDatacenterIsFiredThere() {
    caller.answering(other.target(), other.endpoints());
    var choice = new ServerChoice(new java.util.Random(1));
    choice.update(java.util.List.of(other.target()));
    var retries = new Retries(Duration.ofSeconds(7), timers, clock, () -> 0);
    // The server there takes itself for one of dc1, as all of these do.
    var there = RemoteServers.through(caller, choice, "dc2", CallTimes.DEFAULT, retries).in("dc1");
    var here =
        follower.endpoints(
            new ForwardingServers(
                "dc1",
                follower.role(),
                new ForwardingServers.Reach(
                    caller, finder, CallTimes.DEFAULT, retries, _ -> Optional.of(there))));
    var event = new EventFireRead("deploy", Bytes.utf8("packed"));
    var request = new ReadRequest<>(event, "dc2", QueryOptions.of(now(), ""));
    here.handle(
            new RpcHandler.Call(
                "Internal.EventFire", InternalCalls.EVENT_FIRE.packArgument(request), "x"))
        .join();
    assertThat(follower.fired()).isEmpty();
    assertThat(other.fired())
        .containsExactly(new InMemoryServer.Fired("consul:event:deploy", Bytes.utf8("packed")));
  }

  @Test
  void cancellingAForwardedReadReachesTheLeader() {
    leads(leader);
    var index = servers.read(WHERE, now()).join().index();
    var options =
        new ReadOptions(
            InMemoryServer.ANYBODY,
            Consistency.LEADER,
            "",
            index,
            Duration.ofMinutes(1),
            Duration.ZERO);
    var gave = new CompletableFuture<Bytes>();
    caller.answering(leader.target(), _ -> gave);
    servers.read(WHERE, options).cancel(false);
    assertThat(gave).isCancelled();
  }

  @Test
  void everyoneKnowsTheLeaderAndItsPeers() {
    leads(leader);
    assertThat(servers.operator().peers(now()).join()).hasSize(1);
    assertThat(servers.operator().leader(now()).join()).isPresent();
    assertThat(caller.made()).isEmpty();
    assertThat(servers.operator().autopilotState(now()).join().servers()).hasSize(1);
    assertThat(caller.made())
        .extracting(MemoryCaller.Made::method)
        .containsOnly("Leader.Operator.AutopilotState");
  }
}
