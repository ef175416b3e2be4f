package praetor.agent.rpc.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.query.QueryExecution;
import praetor.agent.query.QueryResult;
import praetor.agent.read.Answer;
import praetor.agent.read.Query;
import praetor.agent.read.ReadOptions;
import praetor.agent.read.TxnRead;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.Stages;
import praetor.agent.rpc.call.CatalogCalls;
import praetor.agent.rpc.call.ConfigEntryCalls;
import praetor.agent.rpc.call.ConnectCalls;
import praetor.agent.rpc.call.CoordinateCalls;
import praetor.agent.rpc.call.Empty;
import praetor.agent.rpc.call.EventFireRead;
import praetor.agent.rpc.call.ExecuteRead;
import praetor.agent.rpc.call.ExecuteRemoteRead;
import praetor.agent.rpc.call.InternalCalls;
import praetor.agent.rpc.call.KeyringAnswer;
import praetor.agent.rpc.call.KeyringRead;
import praetor.agent.rpc.call.KvCalls;
import praetor.agent.rpc.call.Method;
import praetor.agent.rpc.call.QueryCalls;
import praetor.agent.rpc.call.QueryOptions;
import praetor.agent.rpc.call.ReadRequest;
import praetor.agent.rpc.call.Reply;
import praetor.agent.rpc.call.SessionCalls;
import praetor.agent.rpc.call.SessionRead;
import praetor.agent.rpc.call.TxnCalls;
import praetor.agent.servers.CatalogWrites;
import praetor.agent.servers.Certificates;
import praetor.agent.servers.ConfigEntries;
import praetor.agent.servers.CoordinateWrites;
import praetor.agent.servers.DatacenterCoordinates;
import praetor.agent.servers.Datacenters;
import praetor.agent.servers.EventWrites;
import praetor.agent.servers.KvWrites;
import praetor.agent.servers.Operator;
import praetor.agent.servers.PreparedQueries;
import praetor.agent.servers.Servers;
import praetor.agent.servers.SessionWrites;
import praetor.agent.servers.Snapshots;
import praetor.agent.servers.Transactions;
import praetor.agent.servers.VirtualIps;
import praetor.model.Bytes;
import praetor.model.DeregisterRequest;
import praetor.model.PreparedQuery;
import praetor.model.RegisterRequest;
import praetor.model.Session;
import praetor.state.Outcome;
import praetor.state.command.PreparedQueryRequest;
import praetor.state.command.SessionRequest;
import praetor.state.command.TxnOp;
import praetor.state.command.TxnRequest;

/**
 * Servers that are asked by calling one of them. Which one, and how often, is the business of its
 * {@link Calls}. Safe for any thread.
 */
public final class RemoteServers implements Servers, EventWrites {
  private final Remote remote;
  private final RemoteSnapshots.Opening opening;

  RemoteServers(Calls calls, RemoteSnapshots.Opening opening, String datacenter, CallTimes times) {
    remote = new Remote(calls, datacenter, times);
    this.opening = opening;
  }

  /**
   * The servers to which a route leads; failures are repeated as a client agent does it.
   *
   * @param datacenter whose servers are to answer
   */
  public static RemoteServers through(
      RpcCaller caller, Route route, String datacenter, CallTimes times, Retries retries) {
    return through(caller, route, datacenter, times, retries, () -> {});
  }

  /**
   * The same with a limit.
   *
   * @param gate passed by each call; throws a {@link RequestException} when there are too many
   */
  public static RemoteServers through(
      RpcCaller caller,
      Route route,
      String datacenter,
      CallTimes times,
      Retries retries,
      Runnable gate) {
    return new RemoteServers(
        new RoutedCalls(caller, route, times, retries, gate),
        (request, timeout) -> {
          gate.run();
          return open(caller, route, request, timeout);
        },
        datacenter,
        times);
  }

  private static RpcCaller.Exchange open(
      RpcCaller caller, Route route, Bytes request, Duration timeout) throws IOException {
    var target = route.next().orElseThrow(() -> RequestException.failed(Failures.NO_SERVERS));
    try {
      return caller.snapshot(target, request, timeout);
    } catch (IOException e) {
      route.failed(target);
      throw e;
    }
  }

  @Override
  public <T> CompletableFuture<Answer<T>> read(Query<T> query, ReadOptions options) {
    return StaleReads.bounded(options, bounded -> RemoteReads.TABLE.ask(query, remote, bounded));
  }

  /** The servers that are called know the way. */
  @Override
  public Servers in(String datacenter) {
    return datacenter.isEmpty() || datacenter.equals(remote.datacenter())
        ? this
        : new RemoteServers(remote.calls(), opening, datacenter, remote.times());
  }

  @Override
  public Snapshots snapshots() {
    return new RemoteSnapshots(opening, remote.datacenter());
  }

  /** A plain write that was done took place, whatever the reply says. */
  @Override
  public KvWrites kv() {
    return (write, caller) ->
        Stages.map(
            remote.write(KvCalls.APPLY, write, caller),
            held -> held || !KvCalls.isConditional(write));
  }

  @Override
  public CatalogWrites catalog() {
    return new Catalog(remote);
  }

  /** Consul's servers keep a node without datacenter as it is told, so it is always named. */
  private record Catalog(Remote remote) implements CatalogWrites {
    @Override
    public CompletableFuture<Void> register(RegisterRequest request, Caller caller) {
      return done(remote.write(CatalogCalls.REGISTER, request.in(remote.datacenter()), caller));
    }

    @Override
    public CompletableFuture<Void> deregister(DeregisterRequest request, Caller caller) {
      return done(remote.write(CatalogCalls.DEREGISTER, request.in(remote.datacenter()), caller));
    }
  }

  @Override
  public SessionWrites sessions() {
    return new Sessions(remote);
  }

  private record Sessions(Remote remote) implements SessionWrites {
    @Override
    public CompletableFuture<String> create(Session session, Caller caller) {
      var request = new SessionRequest(SessionRequest.CREATE, session);
      return remote.write(SessionCalls.APPLY, request, caller);
    }

    @Override
    public CompletableFuture<Void> destroy(String id, Caller caller) {
      return done(remote.write(SessionCalls.APPLY, SessionRequest.destruction(id), caller));
    }

    /** May be sent twice: the TTL only begins anew once more. */
    @Override
    public CompletableFuture<Optional<Session>> renew(String id, Caller caller) {
      return Stages.map(
          remote.ask(SessionCalls.RENEW, SessionRead.of(id), ReadOptions.now(caller)),
          reply -> reply.value().stream().findFirst());
    }
  }

  @Override
  public Transactions transactions() {
    return new Txns(remote);
  }

  private record Txns(Remote remote) implements Transactions {
    @Override
    public CompletableFuture<Outcome> apply(TxnRequest request, Caller caller) {
      return remote.write(TxnCalls.APPLY, request.in(remote.datacenter()), caller);
    }

    @Override
    public CompletableFuture<Answer<Outcome>> read(List<TxnOp> ops, ReadOptions options) {
      return RemoteReads.TABLE.ask(new TxnRead(ops), remote, options);
    }
  }

  @Override
  public PreparedQueries queries() {
    return new Queries(remote);
  }

  private record Queries(Remote remote) implements PreparedQueries {
    @Override
    public CompletableFuture<String> apply(PreparedQueryRequest request, Caller caller) {
      return remote.write(QueryCalls.APPLY, request, caller);
    }

    @Override
    public CompletableFuture<Answer<QueryResult>> execute(
        QueryExecution execution, ReadOptions options) {
      return result(QueryCalls.EXECUTE, ExecuteRead.of(execution), options);
    }

    @Override
    public CompletableFuture<Answer<QueryResult>> executeHere(
        PreparedQuery query, int limit, boolean connect, ReadOptions options) {
      var body = new ExecuteRemoteRead(query, limit, connect);
      return result(QueryCalls.EXECUTE_REMOTE, body, options);
    }

    private <B> CompletableFuture<Answer<QueryResult>> result(
        Method<ReadRequest<B>, Reply<QueryResult>> method, B body, ReadOptions options) {
      return Stages.map(
          remote.ask(method, body, options.atOnce()),
          reply -> reply.map(_ -> QueryCalls.result(reply)).answer(options.consistency()));
    }
  }

  @Override
  public ConfigEntries configEntries() {
    return (request, caller) -> remote.write(ConfigEntryCalls.APPLY, request, caller);
  }

  @Override
  public Certificates certificates() {
    return (request, caller) ->
        remote.write(ConnectCalls.SIGN, new ConnectCalls.Signing(request), caller);
  }

  @Override
  public VirtualIps virtualIps() {
    return (request, caller) -> remote.write(InternalCalls.ASSIGN_VIPS, request, caller);
  }

  @Override
  public CoordinateWrites coordinates() {
    return (coordinate, caller) -> done(remote.write(CoordinateCalls.UPDATE, coordinate, caller));
  }

  @Override
  public Operator operator() {
    return new RemoteOperator(remote);
  }

  /** The datacenters as the servers know them. */
  public Datacenters datacenters() {
    return new Known(remote);
  }

  private record Known(Remote remote) implements Datacenters {
    @Override
    public CompletableFuture<List<String>> byDistance() {
      var options = QueryOptions.of(ReadOptions.stale(Caller.unrestricted()), "");
      return remote.calls().call(CatalogCalls.LIST_DATACENTERS, options, Patience.READ);
    }

    @Override
    public CompletableFuture<List<DatacenterCoordinates>> coordinates() {
      return remote.calls().call(CoordinateCalls.LIST_DATACENTERS, Empty.EMPTY, Patience.READ);
    }
  }

  /**
   * Looks at or changes the keys of the gossip pools, those of the servers among them.
   *
   * @return what each pool says; refusals of members are in there
   */
  public CompletableFuture<List<KeyringAnswer>> keyring(KeyringRead request, Caller caller) {
    var options = ReadOptions.now(caller);
    return Stages.map(remote.ask(InternalCalls.KEYRING, request, options), Reply::value);
  }

  @Override
  public CompletableFuture<Void> fire(String name, Bytes packed, Caller caller) {
    var event = new EventFireRead(name, packed);
    return done(remote.ask(InternalCalls.EVENT_FIRE, event, ReadOptions.stale(caller)));
  }

  static CompletableFuture<Void> done(CompletableFuture<?> reply) {
    return reply.thenAccept(_ -> {});
  }
}
