package praetor.agent.metrics;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import praetor.agent.acl.Caller;
import praetor.agent.query.QueryExecution;
import praetor.agent.query.QueryResult;
import praetor.agent.read.Answer;
import praetor.agent.read.CatalogInstances;
import praetor.agent.read.HealthInstances;
import praetor.agent.read.Query;
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
import praetor.model.DeregisterRequest;
import praetor.model.NodeCoordinate;
import praetor.model.PreparedQuery;
import praetor.model.RegisterRequest;
import praetor.model.Session;
import praetor.state.Outcome;
import praetor.state.command.PreparedQueryRequest;
import praetor.state.command.TxnOp;
import praetor.state.command.TxnRequest;

/**
 * The servers as this agent uses them, each request counted and each write measured from its
 * arrival to its answer. Safe for any thread.
 *
 * <p>Source: names and kinds of the metrics of Consul 1.21.4.
 */
public final class MeteredServers implements Servers {
  private final Servers servers;
  private final Counter calls;
  private final Counter failures;
  private final Counter queries;
  private final Metrics.Family<Counter> healthQueries;
  private final Metrics.Family<Counter> catalogQueries;
  private final Metrics.Family<Counter> notFound;
  private final KvWrites kv;
  private final CatalogWrites catalog;
  private final SessionWrites sessions;
  private final Transactions transactions;
  private final PreparedQueries prepared;
  private final ConfigEntries configEntries;
  private final Certificates certificates;
  private final VirtualIps virtualIps;
  private final CoordinateWrites coordinates;

  public MeteredServers(Servers servers, Metrics metrics) {
    this.servers = servers;
    calls = metrics.counter("client.rpc");
    failures = metrics.counter("client.rpc.failed");
    queries = metrics.counter("rpc.query");
    healthQueries = metrics.counters("health.service.query", "service");
    catalogQueries = metrics.counters("catalog.service.query", "service");
    notFound = metrics.counters("catalog.service.not-found", "service");
    kv = kv(servers.kv(), metrics.sample("kvs.apply"));
    catalog =
        new Catalog(
            servers.catalog(),
            metrics.sample("catalog.register"),
            metrics.sample("catalog.deregister"));
    sessions =
        new Sessions(
            servers.sessions(), metrics.sample("session.apply"), metrics.sample("session.renew"));
    transactions =
        new Txns(servers.transactions(), metrics.sample("txn.apply"), metrics.sample("txn.read"));
    prepared =
        new Prepared(
            servers.queries(),
            metrics.sample("prepared-query.apply"),
            metrics.sample("prepared-query.execute"));
    configEntries =
        metered(
            servers.configEntries(),
            metrics.sample("config_entry.apply"),
            metrics.sample("config_entry.delete"));
    var signing = metrics.sample("client.api.connect_ca_leaf");
    certificates =
        (request, caller) -> measured(signing, () -> servers.certificates().sign(request, caller));
    virtualIps =
        (request, caller) -> {
          calls.increment();
          return servers.virtualIps().assign(request, caller);
        };
    coordinates = this::update;
  }

  /** Counts a call and measures it when it has its answer. */
  private <T> CompletableFuture<T> measured(Sample sample, Supplier<CompletableFuture<T>> call) {
    calls.increment();
    long start = System.nanoTime();
    var answer = call.get();
    if (answer.isDone()) {
      ended(sample, start, answer.isCompletedExceptionally());
      return answer;
    }
    return answer.whenComplete((_, failure) -> ended(sample, start, failure != null));
  }

  private void ended(Sample sample, long startNanos, boolean failed) {
    sample.since(startNanos);
    if (failed) {
      failures.increment();
    }
  }

  @Override
  public <T> CompletableFuture<Answer<T>> read(Query<T> query, ReadOptions options) {
    calls.increment();
    queries.increment();
    if (query instanceof HealthInstances health) {
      healthQueries.of(health.choice().service()).increment();
    }
    var answer = servers.read(query, options);
    if (query instanceof CatalogInstances instances) {
      count(instances.choice().service(), answer);
    }
    return answer;
  }

  /** Counts a query for a service, and whether it found none; one that waits has found some. */
  private void count(String service, CompletableFuture<? extends Answer<?>> answer) {
    catalogQueries.of(service).increment();
    if (answer.state() == Future.State.SUCCESS
        && answer.resultNow().value() instanceof List<?> found
        && found.isEmpty()) {
      notFound.of(service).increment();
    }
  }

  @Override
  public Servers in(String datacenter) {
    var there = servers.in(datacenter);
    return there.equals(servers) ? this : there;
  }

  @Override
  public KvWrites kv() {
    return kv;
  }

  @Override
  public CatalogWrites catalog() {
    return catalog;
  }

  @Override
  public SessionWrites sessions() {
    return sessions;
  }

  @Override
  public Transactions transactions() {
    return transactions;
  }

  @Override
  public PreparedQueries queries() {
    return prepared;
  }

  @Override
  public ConfigEntries configEntries() {
    return configEntries;
  }

  @Override
  public Certificates certificates() {
    return certificates;
  }

  @Override
  public VirtualIps virtualIps() {
    return virtualIps;
  }

  @Override
  public CoordinateWrites coordinates() {
    return coordinates;
  }

  @Override
  public Snapshots snapshots() {
    return servers.snapshots();
  }

  @Override
  public Operator operator() {
    return servers.operator();
  }

  private KvWrites kv(KvWrites writes, Sample apply) {
    return (write, caller) -> measured(apply, () -> writes.apply(write, caller));
  }

  private ConfigEntries metered(ConfigEntries entries, Sample apply, Sample delete) {
    return (request, caller) ->
        measured(request.writes() ? apply : delete, () -> entries.apply(request, caller));
  }

  private CompletableFuture<Void> update(NodeCoordinate coordinate, Caller caller) {
    calls.increment();
    return servers.coordinates().update(coordinate, caller);
  }

  private final class Catalog implements CatalogWrites {
    private final CatalogWrites writes;
    private final Sample register;
    private final Sample deregister;

    Catalog(CatalogWrites writes, Sample register, Sample deregister) {
      this.writes = writes;
      this.register = register;
      this.deregister = deregister;
    }

    @Override
    public CompletableFuture<Void> register(RegisterRequest request, Caller caller) {
      return measured(register, () -> writes.register(request, caller));
    }

    @Override
    public CompletableFuture<Void> deregister(DeregisterRequest request, Caller caller) {
      return measured(deregister, () -> writes.deregister(request, caller));
    }
  }

  private final class Sessions implements SessionWrites {
    private final SessionWrites writes;
    private final Sample apply;
    private final Sample renew;

    Sessions(SessionWrites writes, Sample apply, Sample renew) {
      this.writes = writes;
      this.apply = apply;
      this.renew = renew;
    }

    @Override
    public CompletableFuture<String> create(Session session, Caller caller) {
      return measured(apply, () -> writes.create(session, caller));
    }

    @Override
    public CompletableFuture<Void> destroy(String id, Caller caller) {
      return measured(apply, () -> writes.destroy(id, caller));
    }

    @Override
    public CompletableFuture<Optional<Session>> renew(String id, Caller caller) {
      return measured(renew, () -> writes.renew(id, caller));
    }
  }

  private final class Txns implements Transactions {
    private final Transactions transactions;
    private final Sample apply;
    private final Sample read;

    Txns(Transactions transactions, Sample apply, Sample read) {
      this.transactions = transactions;
      this.apply = apply;
      this.read = read;
    }

    @Override
    public CompletableFuture<Outcome> apply(TxnRequest request, Caller caller) {
      return measured(apply, () -> transactions.apply(request, caller));
    }

    @Override
    public CompletableFuture<Answer<Outcome>> read(List<TxnOp> ops, ReadOptions options) {
      queries.increment();
      return measured(read, () -> transactions.read(ops, options));
    }
  }

  private final class Prepared implements PreparedQueries {
    private final PreparedQueries writes;
    private final Sample apply;
    private final Sample execute;

    Prepared(PreparedQueries writes, Sample apply, Sample execute) {
      this.writes = writes;
      this.apply = apply;
      this.execute = execute;
    }

    @Override
    public CompletableFuture<String> apply(PreparedQueryRequest request, Caller caller) {
      return measured(apply, () -> writes.apply(request, caller));
    }

    @Override
    public CompletableFuture<Answer<QueryResult>> execute(
        QueryExecution execution, ReadOptions options) {
      queries.increment();
      return measured(execute, () -> writes.execute(execution, options));
    }

    @Override
    public CompletableFuture<Answer<QueryResult>> executeHere(
        PreparedQuery query, int limit, boolean connect, ReadOptions options) {
      return writes.executeHere(query, limit, connect, options);
    }
  }
}
