package praetor.agent.rpc.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import praetor.agent.acl.Caller;
import praetor.agent.limit.CallKind;
import praetor.agent.limit.RequestLimits;
import praetor.agent.query.QueryExecution;
import praetor.agent.query.QueryResult;
import praetor.agent.read.Answer;
import praetor.agent.read.Query;
import praetor.agent.read.ReadOptions;
import praetor.agent.rpc.call.CatalogCalls;
import praetor.agent.rpc.call.ConfigEntryCalls;
import praetor.agent.rpc.call.ConnectCalls;
import praetor.agent.rpc.call.CoordinateCalls;
import praetor.agent.rpc.call.InternalCalls;
import praetor.agent.rpc.call.KvCalls;
import praetor.agent.rpc.call.Method;
import praetor.agent.rpc.call.QueryCalls;
import praetor.agent.rpc.call.SessionCalls;
import praetor.agent.rpc.call.TxnCalls;
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
import praetor.model.PreparedQuery;
import praetor.model.RegisterRequest;
import praetor.model.Session;
import praetor.state.Outcome;
import praetor.state.command.PreparedQueryRequest;
import praetor.state.command.TxnOp;
import praetor.state.command.TxnRequest;

/**
 * The servers as the API and DNS of a server ask them: no more often than its limits allow. What is
 * refused is tried again for a while where another try may be let in. Safe for any thread.
 */
public final class LimitedServers implements Servers {
  /** Whoever asks is in this process. Source: the log of Consul 1.21.4. */
  private static final String NOBODY = "<nil>";

  private final Servers servers;
  private final Gate gate;

  private record Gate(RequestLimits limits, Retries retries) {
    <T> CompletableFuture<T> pass(Method<?, ?> method, Supplier<CompletableFuture<T>> call) {
      return pass(CallKind.of(method.name()), method::name, call);
    }

    <T> CompletableFuture<T> pass(
        CallKind kind, Supplier<String> method, Supplier<CompletableFuture<T>> call) {
      if (limits.isOff()) {
        return call.get();
      }
      return retries.run(Patience.WRITE, () -> letIn(kind, method)).thenCompose(_ -> call.get());
    }

    private CompletableFuture<Boolean> letIn(CallKind kind, Supplier<String> method) {
      var refusal = limits.refusal(kind, method, NOBODY);
      return refusal.isPresent()
          ? CompletableFuture.failedFuture(refusal.get())
          : CompletableFuture.completedFuture(true);
    }
  }

  public LimitedServers(Servers servers, RequestLimits limits, Retries retries) {
    this.servers = servers;
    this.gate = new Gate(limits, retries);
  }

  @Override
  public <T> CompletableFuture<Answer<T>> read(Query<T> query, ReadOptions options) {
    var kind = RemoteReads.TABLE.isFree(query) ? CallKind.FREE : CallKind.READ;
    return gate.pass(
        kind, () -> RemoteReads.TABLE.methodOf(query), () -> servers.read(query, options));
  }

  /** Those of other datacenters have limits of their own. */
  @Override
  public Servers in(String datacenter) {
    var there = servers.in(datacenter);
    return there.equals(servers) ? this : there;
  }

  @Override
  public KvWrites kv() {
    return (write, caller) -> gate.pass(KvCalls.APPLY, () -> servers.kv().apply(write, caller));
  }

  @Override
  public CatalogWrites catalog() {
    return new Catalog(servers.catalog(), gate);
  }

  private record Catalog(CatalogWrites catalog, Gate gate) implements CatalogWrites {
    @Override
    public CompletableFuture<Void> register(RegisterRequest request, Caller caller) {
      return gate.pass(CatalogCalls.REGISTER, () -> catalog.register(request, caller));
    }

    @Override
    public CompletableFuture<Void> deregister(DeregisterRequest request, Caller caller) {
      return gate.pass(CatalogCalls.DEREGISTER, () -> catalog.deregister(request, caller));
    }
  }

  @Override
  public SessionWrites sessions() {
    return new Sessions(servers.sessions(), gate);
  }

  private record Sessions(SessionWrites sessions, Gate gate) implements SessionWrites {
    @Override
    public CompletableFuture<String> create(Session session, Caller caller) {
      return gate.pass(SessionCalls.APPLY, () -> sessions.create(session, caller));
    }

    @Override
    public CompletableFuture<Void> destroy(String id, Caller caller) {
      return gate.pass(SessionCalls.APPLY, () -> sessions.destroy(id, caller));
    }

    @Override
    public CompletableFuture<Optional<Session>> renew(String id, Caller caller) {
      return gate.pass(SessionCalls.RENEW, () -> sessions.renew(id, caller));
    }
  }

  @Override
  public Transactions transactions() {
    return new Txns(servers.transactions(), gate);
  }

  private record Txns(Transactions transactions, Gate gate) implements Transactions {
    @Override
    public CompletableFuture<Outcome> apply(TxnRequest request, Caller caller) {
      return gate.pass(TxnCalls.APPLY, () -> transactions.apply(request, caller));
    }

    @Override
    public CompletableFuture<Answer<Outcome>> read(List<TxnOp> ops, ReadOptions options) {
      return gate.pass(TxnCalls.READ, () -> transactions.read(ops, options));
    }
  }

  @Override
  public PreparedQueries queries() {
    return new Queries(servers.queries(), gate);
  }

  private record Queries(PreparedQueries queries, Gate gate) implements PreparedQueries {
    @Override
    public CompletableFuture<String> apply(PreparedQueryRequest request, Caller caller) {
      return gate.pass(QueryCalls.APPLY, () -> queries.apply(request, caller));
    }

    @Override
    public CompletableFuture<Answer<QueryResult>> execute(
        QueryExecution execution, ReadOptions options) {
      return gate.pass(QueryCalls.EXECUTE, () -> queries.execute(execution, options));
    }

    @Override
    public CompletableFuture<Answer<QueryResult>> executeHere(
        PreparedQuery query, int limit, boolean connect, ReadOptions options) {
      return gate.pass(
          QueryCalls.EXECUTE_REMOTE, () -> queries.executeHere(query, limit, connect, options));
    }
  }

  @Override
  public ConfigEntries configEntries() {
    return (request, caller) ->
        gate.pass(ConfigEntryCalls.APPLY, () -> servers.configEntries().apply(request, caller));
  }

  @Override
  public Certificates certificates() {
    return (request, caller) ->
        gate.pass(ConnectCalls.SIGN, () -> servers.certificates().sign(request, caller));
  }

  @Override
  public VirtualIps virtualIps() {
    return (request, caller) ->
        gate.pass(InternalCalls.ASSIGN_VIPS, () -> servers.virtualIps().assign(request, caller));
  }

  @Override
  public CoordinateWrites coordinates() {
    return (coordinate, caller) ->
        gate.pass(CoordinateCalls.UPDATE, () -> servers.coordinates().update(coordinate, caller));
  }

  /** What operators need when there is too much to do is never refused. */
  @Override
  public Operator operator() {
    return servers.operator();
  }

  @Override
  public Snapshots snapshots() {
    return servers.snapshots();
  }
}
