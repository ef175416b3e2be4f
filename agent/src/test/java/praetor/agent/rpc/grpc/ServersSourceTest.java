package praetor.agent.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import praetor.agent.ManualTimers;
import praetor.agent.RequestException;
import praetor.agent.acl.TokenResolver;
import praetor.agent.config.LimitConfig;
import praetor.agent.limit.RequestLimits;
import praetor.agent.metrics.Metrics;
import praetor.agent.read.Answer;
import praetor.agent.read.BlockingReads;
import praetor.agent.read.ReadOptions;
import praetor.agent.read.SubscribedInstances;
import praetor.model.CheckServiceNode;
import praetor.model.RegisterRequest;
import praetor.model.codec.JsonPath;
import praetor.state.StateStore;
import praetor.state.command.Command;
import praetor.testkit.FakeClock;

class ServersSourceTest {
  private static final SubscribeRequest WEB =
      new SubscribeRequest(SubscribeRequest.SERVICE_HEALTH, "", 0, "", false, "web");
  private static final SubscribeRequest MESH =
      new SubscribeRequest(SubscribeRequest.SERVICE_HEALTH_CONNECT, "", 0, "", false, "web");

  private final FakeClock clock = new FakeClock();
  private final StateStore store = new StateStore(clock);
  private final Queue<Runnable> evaluations = new ArrayDeque<>();
  private final BlockingReads reads =
      new BlockingReads(store, evaluations::add, new ManualTimers(clock));
  private final RequestLimits limits =
      new RequestLimits(
          new LimitConfig.RequestLimits(LimitConfig.Mode.ENFORCING, 0.2, 0.2),
          Metrics.unheard(),
          () -> true,
          clock::nanoTime);
  private final ServersSource source =
      new ServersSource(
          this::read,
          (id, _) -> CompletableFuture.failedFuture(RequestException.failed("no " + id)),
          () -> CompletableFuture.failedFuture(RequestException.failed("nothing exported")),
          TokenResolver.off(),
          limits);
  private boolean leader = true;
  private long index;

  private CompletableFuture<Answer<List<CheckServiceNode>>> read(
      SubscribedInstances query, ReadOptions options) {
    var authorizer = options.caller().authorizer();
    var read =
        options.blocks()
            ? reads.await(query, authorizer, options.minIndex(), options.maxWait().toNanos())
            : CompletableFuture.completedFuture(reads.readNow(query, authorizer));
    var answer =
        read.thenApply(
            found ->
                new Answer<>(
                    found.value(),
                    Math.max(1, found.index()),
                    leader,
                    Duration.ZERO,
                    options.consistency()));
    answer.whenComplete(
        (_, _) -> {
          if (answer.isCancelled()) {
            read.cancel(false);
          }
        });
    return answer;
  }

  private void register(String node, String service) throws Exception {
    var json =
        "{'Datacenter':'dc1','Node':'%s','Address':'10.0.0.1','Service':%s}"
            .formatted(node, service)
            .replace('\'', '"');
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    var request = RegisterRequest.SHAPE.parse(bytes, JsonPath.strict());
    store.apply(++index, new Command.Register(request));
    store.publish();
    evaluations.forEach(Runnable::run);
    evaluations.clear();
  }

  private static List<String> nodes(CompletableFuture<SubscribeSource.State> state) {
    assertThat(state).isCompleted();
    return state.join().instances().stream().map(row -> row.node().node()).toList();
  }

  @Test
  void subscriptionsCountAsReadsAndOperatorsAsNothing() {
    var subscribe = "/subscribe.StateChangeSubscription/Subscribe";
    var operator = "/hashicorp.consul.internal.operator.OperatorService/TransferLeader";
    assertThat(source.refusal(subscribe, "a")).isEmpty();
    assertThat(source.refusal(subscribe, "a")).isEmpty();
    assertThat(source.refusal(operator, "a")).isEmpty();
    assertThat(source.refusal(subscribe, "a").orElseThrow())
        .hasMessage(RequestException.RATE_LIMITED);
  }

  @Test
  void aSubscriberIsToldWhenTheServiceChangesAndOnlyThen() throws Exception {
    register("n1", "{'ID':'web','Service':'web'}");
    assertThat(nodes(source.next(WEB, 0))).containsExactly("n1");
    var next = source.next(WEB, 1);
    register("n2", "{'ID':'db','Service':'db'}");
    assertThat(next).isNotDone();
    register("n2", "{'ID':'web','Service':'web'}");
    assertThat(nodes(next)).containsExactly("n1", "n2");
    assertThat(next.join().index()).isEqualTo(3);
  }

  @Test
  void theMeshReachesAServiceThroughItsProxies() throws Exception {
    register("n1", "{'ID':'web','Service':'web'}");
    register(
        "n2",
        "{'ID':'p','Service':'web-proxy','Kind':'connect-proxy','Port':1,"
            + "'Proxy':{'DestinationServiceName':'web'}}");
    assertThat(nodes(source.next(MESH, 0))).containsExactly("n2");
  }

  @Test
  void whoeverGivesUpIsForgotten() throws Exception {
    register("n1", "{'ID':'web','Service':'web'}");
    var next = source.next(WEB, 1);
    assertThat(reads.waiting()).isEqualTo(1);
    next.cancel(false);
    assertThat(reads.waiting()).isZero();
  }

  @Test
  void aNewSubscriptionNeedsALeaderAndAnOldOneDoesNot() throws Exception {
    register("n1", "{'ID':'web','Service':'web'}");
    leader = false;
    assertThatThrownBy(() -> source.next(WEB, 0).join())
        .hasCauseInstanceOf(RequestException.class)
        .hasMessageContaining("No cluster leader");
    var next = source.next(WEB, 1);
    register("n2", "{'ID':'web','Service':'web'}");
    assertThat(nodes(next)).containsExactly("n1", "n2");
  }
}
