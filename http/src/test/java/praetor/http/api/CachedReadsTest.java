package praetor.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.read.Answer;
import praetor.agent.read.Consistency;
import praetor.agent.read.Query;
import praetor.agent.read.ReadContext;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.CatalogWrites;
import praetor.agent.servers.Certificates;
import praetor.agent.servers.ConfigEntries;
import praetor.agent.servers.CoordinateWrites;
import praetor.agent.servers.KvWrites;
import praetor.agent.servers.Operator;
import praetor.agent.servers.PreparedQueries;
import praetor.agent.servers.Servers;
import praetor.agent.servers.SessionWrites;
import praetor.agent.servers.Snapshots;
import praetor.agent.servers.Transactions;
import praetor.agent.servers.VirtualIps;
import praetor.state.Read;

class CachedReadsTest {
  /** A question whose answers the test gives. */
  private record Question(String name) implements Query<String> {
    @Override
    public Read<String> read(ReadContext context) {
      throw new UnsupportedOperationException("the fake servers answer");
    }
  }

  private final FakeServers servers = new FakeServers();
  private final AtomicLong nanoTime = new AtomicLong();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final CachedReads cache =
      new CachedReads(servers, nanoTime::get, (_, action) -> later.add(action));

  @Test
  void theFirstReadMissesAndTheNextOneHits() {
    var first = cache.read(new Question("a"), now());
    servers.answer("one", 5);
    var second = cache.read(new Question("a"), now());
    assertThat(first.join().hit()).isFalse();
    assertThat(second.join().hit()).isTrue();
    assertThat(second.join().answer().value()).isEqualTo("one");
  }

  @Test
  void aChangeReachesTheNextReader() {
    cache.read(new Question("a"), now());
    servers.answer("one", 5);
    assertThat(servers.waitsBeyond()).isEqualTo(5);
    servers.answer("two", 6);
    var read = cache.read(new Question("a"), now()).join();
    assertThat(read.hit()).isTrue();
    assertThat(read.answer().value()).isEqualTo("two");
    assertThat(servers.waitsBeyond()).isEqualTo(6);
  }

  @Test
  void aBlockingReadHitsOnlyWithNews() {
    cache.read(new Question("a"), now());
    servers.answer("one", 5);
    assertThat(cache.read(new Question("a"), after(4)).join().hit()).isTrue();
    assertThat(cache.read(new Question("a"), after(5))).isNotDone();
  }

  @Test
  void anEntryGrowsOldWhileServersAreAway() {
    cache.read(new Question("a"), now());
    servers.answer("one", 5);
    servers.fail();
    nanoTime.addAndGet(Duration.ofSeconds(13).toNanos());
    var old = cache.read(new Question("a"), now()).join();
    assertThat(old.hit()).isTrue();
    assertThat(old.answer().value()).isEqualTo("one");
    assertThat(old.age()).isEqualTo(Duration.ofSeconds(13));
    later.remove().run();
    servers.answer("two", 6);
    var fresh = cache.read(new Question("a"), now()).join();
    assertThat(fresh.answer().value()).isEqualTo("two");
    assertThat(fresh.age()).isZero();
  }

  @Test
  void aRefusalEndsTheEntry() {
    cache.read(new Question("a"), now());
    servers.answer("one", 5);
    servers.refuse();
    assertThat(cache.size()).isZero();
    assertThat(later).isEmpty();
    assertThat(cache.read(new Question("a"), now())).isNotDone();
  }

  @Test
  void anEntryThatNobodyAsksForEnds() {
    cache.read(new Question("a"), now());
    servers.answer("one", 5);
    nanoTime.addAndGet(Duration.ofMinutes(21).toNanos());
    servers.answer("two", 6);
    assertThat(cache.size()).isZero();
  }

  @Test
  void theLeastRecentlyUsedEntryMakesRoom() {
    for (int i = 0; i < 1_025; i++) {
      cache.read(new Question("q" + i), now());
      servers.answer("answer", 5);
    }
    assertThat(cache.size()).isEqualTo(1_024);
    assertThat(servers.cancelled()).isEqualTo(1);
    assertThat(cache.read(new Question("q0"), now())).isNotDone();
  }

  private static ReadOptions now() {
    return ReadOptions.now(Caller.unrestricted());
  }

  private static ReadOptions after(long index) {
    return new ReadOptions(
        Caller.unrestricted(), Consistency.LEADER, "", index, Duration.ZERO, Duration.ZERO);
  }

  /** Servers whose reads end when the test says so: the latest first. */
  private static final class FakeServers implements Servers {
    private record Asked(CompletableFuture<Answer<Object>> reply, ReadOptions options) {}

    private final List<Asked> asked = new ArrayList<>();

    @Override
    @SuppressWarnings("unchecked") // the test answers with the type it asked for
    public <T> CompletableFuture<Answer<T>> read(Query<T> query, ReadOptions options) {
      var reply = new CompletableFuture<Answer<Object>>();
      asked.add(new Asked(reply, options));
      return (CompletableFuture<Answer<T>>) (CompletableFuture<?>) reply;
    }

    void answer(Object value, long index) {
      var latest = asked.getLast().reply();
      latest.complete(new Answer<>(value, index, true, Duration.ZERO, Consistency.LEADER));
    }

    void fail() {
      asked.getLast().reply().completeExceptionally(RequestException.noLeader());
    }

    void refuse() {
      asked
          .getLast()
          .reply()
          .completeExceptionally(new RequestException(403, RequestException.PERMISSION_DENIED));
    }

    long waitsBeyond() {
      return asked.getLast().options().minIndex();
    }

    long cancelled() {
      return asked.stream().filter(read -> read.reply().isCancelled()).count();
    }

    @Override
    public Servers in(String datacenter) {
      return this;
    }

    @Override
    public KvWrites kv() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CatalogWrites catalog() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ConfigEntries configEntries() {
      throw new UnsupportedOperationException();
    }

    @Override
    public SessionWrites sessions() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Transactions transactions() {
      throw new UnsupportedOperationException();
    }

    @Override
    public PreparedQueries queries() {
      throw new UnsupportedOperationException("reads only");
    }

    @Override
    public Certificates certificates() {
      throw new UnsupportedOperationException();
    }

    @Override
    public VirtualIps virtualIps() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CoordinateWrites coordinates() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Snapshots snapshots() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Operator operator() {
      throw new UnsupportedOperationException();
    }
  }
}
