package praetor.agent.frozen;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.acl.TokenResolver;
import praetor.agent.read.Answer;
import praetor.agent.read.BlockingReads;
import praetor.agent.read.Query;
import praetor.agent.read.ReadOptions;
import praetor.agent.read.TxnRead;
import praetor.agent.servers.CatalogWrites;
import praetor.agent.servers.Certificates;
import praetor.agent.servers.ConfigEntries;
import praetor.agent.servers.CoordinateWrites;
import praetor.agent.servers.DatacenterCoordinates;
import praetor.agent.servers.Datacenters;
import praetor.agent.servers.KvWrites;
import praetor.agent.servers.Operator;
import praetor.agent.servers.PreparedQueries;
import praetor.agent.servers.Servers;
import praetor.agent.servers.SessionWrites;
import praetor.agent.servers.Snapshots;
import praetor.agent.servers.Transactions;
import praetor.agent.servers.VirtualIps;
import praetor.model.DeregisterRequest;
import praetor.model.RegisterRequest;
import praetor.model.Session;
import praetor.state.Outcome;
import praetor.state.Read;
import praetor.state.StateStore;
import praetor.state.archive.Target;
import praetor.state.command.TxnOp;
import praetor.state.command.TxnRequest;

/**
 * Servers over a store that nobody changes any more. A reader that waits for a change waits until
 * its time is over. Safe for any thread.
 */
public final class FrozenServers implements Servers {
  /** Source: default_query_time and max_query_time of Consul. */
  private static final Duration WAIT_DEFAULT = Duration.ofMinutes(5);

  private static final Duration WAIT_MAX = Duration.ofMinutes(10);

  private final String datacenter;
  private final BlockingReads reads;
  private final FrozenQueries queries;

  /**
   * @param tokens who may read what
   * @param timers runs time-outs
   */
  public FrozenServers(
      String datacenter, StateStore store, TokenResolver tokens, ScheduledExecutorService timers) {
    this.datacenter = datacenter;
    reads = new BlockingReads(store, timers, timers);
    queries = new FrozenQueries(this, datacenter, tokens);
  }

  @Override
  public <T> CompletableFuture<Answer<T>> read(Query<T> query, ReadOptions options) {
    try {
      in(options.datacenter());
      var authorizer = options.caller().authorizer();
      return options.blocks()
          ? reads
              .await(query, authorizer, options.minIndex(), wait(options).toNanos())
              .thenApply(read -> answer(read, options))
          : CompletableFuture.completedFuture(answer(reads.readNow(query, authorizer), options));
    } catch (RequestException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private static Duration wait(ReadOptions options) {
    var asked = options.maxWait();
    var wait = asked.isPositive() ? asked : WAIT_DEFAULT;
    return wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait;
  }

  private static <T> Answer<T> answer(Read<T> read, ReadOptions options) {
    long index = read.index() == 0 ? 1 : read.index();
    return new Answer<>(read.value(), index, true, Duration.ZERO, options.consistency());
  }

  @Override
  public Servers in(String other) {
    if (!other.isEmpty() && !other.equals(datacenter)) {
      throw RequestException.failed(RequestException.NO_PATH_TO_DATACENTER);
    }
    return this;
  }

  /** The one datacenter that there is; no servers are behind a snapshot. */
  public Datacenters datacenters() {
    return new Datacenters() {
      @Override
      public CompletableFuture<List<String>> byDistance() {
        return CompletableFuture.completedFuture(List.of(datacenter));
      }

      @Override
      public CompletableFuture<List<DatacenterCoordinates>> coordinates() {
        return CompletableFuture.completedFuture(List.of());
      }
    };
  }

  @Override
  public KvWrites kv() {
    return (_, _) -> Refusal.future();
  }

  @Override
  public CatalogWrites catalog() {
    return new CatalogWrites() {
      @Override
      public CompletableFuture<Void> register(RegisterRequest request, Caller caller) {
        return Refusal.future();
      }

      @Override
      public CompletableFuture<Void> deregister(DeregisterRequest request, Caller caller) {
        return Refusal.future();
      }
    };
  }

  @Override
  public SessionWrites sessions() {
    return new SessionWrites() {
      @Override
      public CompletableFuture<String> create(Session session, Caller caller) {
        return Refusal.future();
      }

      @Override
      public CompletableFuture<Void> destroy(String id, Caller caller) {
        return Refusal.future();
      }

      @Override
      public CompletableFuture<Optional<Session>> renew(String id, Caller caller) {
        return Refusal.future();
      }
    };
  }

  @Override
  public Transactions transactions() {
    return new Transactions() {
      @Override
      public CompletableFuture<Outcome> apply(TxnRequest request, Caller caller) {
        return Refusal.future();
      }

      @Override
      public CompletableFuture<Answer<Outcome>> read(List<TxnOp> ops, ReadOptions options) {
        return FrozenServers.this.read(new TxnRead(ops), options);
      }
    };
  }

  @Override
  public PreparedQueries queries() {
    return queries;
  }

  @Override
  public ConfigEntries configEntries() {
    return (_, _) -> Refusal.future();
  }

  @Override
  public Certificates certificates() {
    return (_, _) -> Refusal.future();
  }

  @Override
  public VirtualIps virtualIps() {
    return (_, _) -> Refusal.future();
  }

  @Override
  public CoordinateWrites coordinates() {
    return (_, _) -> Refusal.future();
  }

  @Override
  public Operator operator() {
    return new NoOperator();
  }

  @Override
  public Snapshots snapshots() {
    return new Snapshots() {
      @Override
      public Answer<Saved> save(ReadOptions options, Target target) {
        throw Refusal.exception();
      }

      @Override
      public void restore(InputStream archive, Restore wish, Caller caller) {
        throw Refusal.exception();
      }
    };
  }
}
