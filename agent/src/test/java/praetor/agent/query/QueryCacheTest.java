package praetor.agent.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.read.Answer;
import praetor.agent.read.Consistency;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.PreparedQueries;
import praetor.model.PreparedQuery;
import praetor.model.QueryDnsOptions;
import praetor.state.command.PreparedQueryRequest;
import praetor.testkit.FakeClock;

/** When a result is given again; as Consul 1.21.4 did. */
class QueryCacheTest {
  private final FakeClock clock = new FakeClock();
  private final QueryCache cache = new QueryCache("dc1", clock);
  private final FakeQueries queries = new FakeQueries();

  /** Results that tell how many came before them. */
  private static final class FakeQueries implements PreparedQueries {
    private int executed;
    private boolean failing;

    @Override
    public CompletableFuture<String> apply(PreparedQueryRequest request, Caller caller) {
      throw new UnsupportedOperationException("executions only");
    }

    @Override
    public CompletableFuture<Answer<QueryResult>> execute(
        QueryExecution execution, ReadOptions options) {
      if (failing) {
        return CompletableFuture.failedFuture(new RequestException(404, "Query not found"));
      }
      var result =
          new QueryResult("web", List.of(), new QueryDnsOptions(""), "dc1", "", executed++, false);
      return CompletableFuture.completedFuture(
          new Answer<>(result, 1, true, Duration.ZERO, Consistency.LEADER));
    }

    @Override
    public CompletableFuture<Answer<QueryResult>> executeHere(
        PreparedQuery query, int limit, boolean connect, ReadOptions options) {
      throw new UnsupportedOperationException("executions by name only");
    }
  }

  private static QueryExecution execution(String name, int limit, boolean connect, String near) {
    var source = new QueryExecution.Source("n1", Optional.empty());
    return new QueryExecution(name, limit, connect, near, source);
  }

  private QueryCache.Cached run(QueryCache.Freshness freshness) {
    return run(execution("q", 0, false, ""), freshness, "");
  }

  private QueryCache.Cached run(
      QueryExecution execution, QueryCache.Freshness freshness, String datacenter) {
    var options =
        new ReadOptions(
            Caller.unrestricted(), Consistency.LEADER, datacenter, 0, Duration.ZERO, Duration.ZERO);
    return cache.execute(queries, execution, options, freshness).join();
  }

  private static QueryCache.Freshness maxAge(long seconds) {
    return new QueryCache.Freshness(Optional.of(Duration.ofSeconds(seconds)), Duration.ZERO);
  }

  @Test
  void aResultIsGivenAgainHoweverOldUnlessSomebodyWantsANewerOne() {
    assertThat(run(QueryCache.Freshness.ANY).hit()).isFalse();
    clock.advance(Duration.ofHours(5));
    var again = run(QueryCache.Freshness.ANY);
    assertThat(again.hit()).isTrue();
    assertThat(again.age()).isEqualTo(Duration.ofHours(5));
    assertThat(run(maxAge(60)).hit()).isFalse();
    assertThat(run(maxAge(60)).hit()).isTrue();
    assertThat(run(maxAge(0)).hit()).isFalse();
    assertThat(queries.executed).isEqualTo(3);
  }

  @Test
  void nameLimitConnectAndDatacenterMakeADifferenceAndNearNone() {
    run(QueryCache.Freshness.ANY);
    assertThat(run(execution("Q", 0, false, ""), QueryCache.Freshness.ANY, "").hit()).isFalse();
    assertThat(run(execution("q", 1, false, ""), QueryCache.Freshness.ANY, "").hit()).isFalse();
    assertThat(run(execution("q", 0, true, ""), QueryCache.Freshness.ANY, "").hit()).isFalse();
    assertThat(run(execution("q", 0, false, ""), QueryCache.Freshness.ANY, "dc2").hit()).isFalse();
    assertThat(run(execution("q", 0, false, "x"), QueryCache.Freshness.ANY, "dc1").hit()).isTrue();
  }

  @Test
  void aFailureKeepsTheOldResultForWhoTakesIt() {
    run(QueryCache.Freshness.ANY);
    queries.failing = true;
    clock.advance(Duration.ofSeconds(10));
    var stale = new QueryCache.Freshness(Optional.of(Duration.ZERO), Duration.ofSeconds(60));
    assertThat(run(stale).hit()).isFalse();
    var options = ReadOptions.now(Caller.unrestricted());
    assertThat(cache.execute(queries, execution("q", 0, false, ""), options, maxAge(1)))
        .isCompletedExceptionally();
    assertThat(run(QueryCache.Freshness.ANY).hit()).isTrue();
  }

  @Test
  void aResultThatNobodyAsksForIsForgotten() {
    run(QueryCache.Freshness.ANY);
    clock.advance(Duration.ofDays(3));
    assertThat(run(QueryCache.Freshness.ANY).hit()).isTrue();
    clock.advance(Duration.ofDays(3).plusNanos(1));
    assertThat(run(QueryCache.Freshness.ANY).hit()).isFalse();
  }
}
