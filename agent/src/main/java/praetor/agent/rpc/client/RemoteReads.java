package praetor.agent.rpc.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.connect.CaConfigGet;
import praetor.agent.connect.CaRootsGet;
import praetor.agent.entry.ConfigEntryGet;
import praetor.agent.entry.ConfigEntryList;
import praetor.agent.entry.ExportedService;
import praetor.agent.entry.ExportedServices;
import praetor.agent.query.PreparedQueryExplain;
import praetor.agent.query.PreparedQueryGet;
import praetor.agent.query.PreparedQueryList;
import praetor.agent.read.Answer;
import praetor.agent.read.AutopilotConfigGet;
import praetor.agent.read.CatalogInstances;
import praetor.agent.read.CatalogNode;
import praetor.agent.read.CatalogNodes;
import praetor.agent.read.CatalogServices;
import praetor.agent.read.Coordinates;
import praetor.agent.read.HealthChecks;
import praetor.agent.read.HealthInstances;
import praetor.agent.read.InstancesAt;
import praetor.agent.read.KvGet;
import praetor.agent.read.KvKeys;
import praetor.agent.read.KvList;
import praetor.agent.read.MappedQuery;
import praetor.agent.read.Near;
import praetor.agent.read.NodeDump;
import praetor.agent.read.Nothing;
import praetor.agent.read.OwnNode;
import praetor.agent.read.Query;
import praetor.agent.read.ReadOptions;
import praetor.agent.read.ServiceDump;
import praetor.agent.read.SessionGet;
import praetor.agent.read.SessionList;
import praetor.agent.read.TxnRead;
import praetor.agent.read.UsageGet;
import praetor.agent.read.VirtualIpGet;
import praetor.agent.rpc.Stages;
import praetor.agent.rpc.call.CatalogCalls;
import praetor.agent.rpc.call.ConfigEntryCalls;
import praetor.agent.rpc.call.ConnectCalls;
import praetor.agent.rpc.call.CoordinateCalls;
import praetor.agent.rpc.call.DatacenterRead;
import praetor.agent.rpc.call.EntryRead;
import praetor.agent.rpc.call.ExecuteRead;
import praetor.agent.rpc.call.HealthCalls;
import praetor.agent.rpc.call.InternalCalls;
import praetor.agent.rpc.call.KeyListRead;
import praetor.agent.rpc.call.KeyRead;
import praetor.agent.rpc.call.KvCalls;
import praetor.agent.rpc.call.ListedServices;
import praetor.agent.rpc.call.Method;
import praetor.agent.rpc.call.NodeRead;
import praetor.agent.rpc.call.OperatorCalls;
import praetor.agent.rpc.call.QueryCalls;
import praetor.agent.rpc.call.QueryIdRead;
import praetor.agent.rpc.call.QuerySource;
import praetor.agent.rpc.call.ServiceDumpRead;
import praetor.agent.rpc.call.ServiceRead;
import praetor.agent.rpc.call.SessionCalls;
import praetor.agent.rpc.call.SessionRead;
import praetor.agent.rpc.call.StateRead;
import praetor.agent.rpc.call.TxnCalls;
import praetor.agent.rpc.call.UsageRead;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;
import praetor.model.NodeCoordinate;
import praetor.model.entry.EntryKinds;
import praetor.state.NodeServices;
import praetor.state.Usage;
import praetor.state.command.TxnRequest;

/** Which call answers which query: a table by the query's type. */
final class RemoteReads {
  static final RemoteReads TABLE = new RemoteReads();

  /** Asks servers what a query asks the state. */
  @FunctionalInterface
  private interface Asking<Q, V> {
    CompletableFuture<Answer<V>> ask(Q query, Remote remote, ReadOptions options);
  }

  private final Map<Class<?>, Asking<?, ?>> byType = new HashMap<>();

  private RemoteReads() {
    addCatalog();
    addHealth();
    addKeys();
    addSessions();
    addQueries();
    addEntries();
    addOperator();
    addConnect();
  }

  /** Whether queries of a type can be asked, or those that they are made of. */
  boolean knows(Class<?> type) {
    return byType.containsKey(type) || MappedQuery.class.isAssignableFrom(type);
  }

  /** Whether no limit of a server counts a query: what operators ask. */
  boolean isFree(Query<?> query) {
    return query instanceof AutopilotConfigGet;
  }

  /** The method that answers a query, or the first one of several. */
  String methodOf(Query<?> query) {
    var asked = new AskedMethod();
    var remote = new Remote(asked, "", CallTimes.DEFAULT);
    ask(query, remote, ReadOptions.now(Caller.unrestricted())).cancel(false);
    return asked.name;
  }

  /** Makes no call and remembers the first one that would have been made. */
  private static final class AskedMethod implements Calls {
    private String name = "";

    @Override
    public <A, R> CompletableFuture<R> call(Method<A, R> method, A argument, Patience patience) {
      name = name.isEmpty() ? method.name() : name;
      return new CompletableFuture<>();
    }
  }

  <T> CompletableFuture<Answer<T>> ask(Query<T> query, Remote remote, ReadOptions options) {
    if (query instanceof MappedQuery<?, T> mapped) {
      return askSource(mapped, remote, options);
    }
    @SuppressWarnings("unchecked") // on() binds the types of a query and its answer
    var asking = (Asking<Query<T>, T>) byType.get(query.getClass());
    if (asking == null) {
      throw new IllegalArgumentException("no call answers a " + query.getClass().getSimpleName());
    }
    return asking.ask(query, remote, options);
  }

  private <S, T> CompletableFuture<Answer<T>> askSource(
      MappedQuery<S, T> query, Remote remote, ReadOptions options) {
    return Stages.map(
        ask(query.source(), remote, options), answer -> answer.map(value -> query.map(value)));
  }

  private <V, Q extends Query<V>> void on(Class<Q> type, Asking<Q, V> asking) {
    byType.put(type, asking);
  }

  private void addCatalog() {
    on(
        CatalogNodes.class,
        (query, remote, options) ->
            remote.read(
                CatalogCalls.LIST_NODES,
                DatacenterRead.of(query.nodeMeta(), query.near()),
                query.filter().text(),
                options));
    on(
        CatalogServices.class,
        (query, remote, options) ->
            remote.read(
                CatalogCalls.LIST_SERVICES,
                DatacenterRead.of(query.nodeMeta(), Near.NOTHING),
                query.filter().text(),
                options));
    on(
        CatalogInstances.class,
        (query, remote, options) ->
            remote.read(
                CatalogCalls.SERVICE_NODES,
                ServiceRead.of(query.choice(), query.near()),
                query.filter().text(),
                options));
    on(
        InstancesAt.class,
        (query, remote, options) ->
            remote.read(CatalogCalls.SERVICE_NODES, ServiceRead.at(query.address()), options));
    on(
        CatalogNode.class,
        (query, remote, options) ->
            remote.read(
                CatalogCalls.NODE_SERVICES,
                NodeRead.of(query.nameOrId()),
                query.filter().text(),
                options));
    on(
        VirtualIpGet.class,
        (query, remote, options) ->
            Stages.map(
                remote.ask(
                    CatalogCalls.VIRTUAL_IP,
                    ServiceRead.of(query.service(), Map.of(), Near.NOTHING),
                    options),
                address -> told(Optional.of(address).filter(text -> !text.isEmpty()), options)));
    on(OwnNode.class, RemoteReads::ownNode);
    addNothing();
    on(Coordinates.class, RemoteReads::coordinates);
  }

  /** The services of a gateway that is not there: nothing, with the index and the leader. */
  @SuppressWarnings({"rawtypes", "unchecked"}) // a list without elements is one of any
  private void addNothing() {
    byType.put(
        Nothing.class,
        (Asking<Nothing, List>)
            (_, remote, options) ->
                Stages.map(
                    remote.read(
                        CatalogCalls.GATEWAY_SERVICES,
                        ServiceRead.of("nothing", Map.of(), Near.NOTHING),
                        options),
                    answer -> answer.map(_ -> List.of())));
  }

  private static CompletableFuture<Answer<OwnNode.Contents>> ownNode(
      OwnNode query, Remote remote, ReadOptions options) {
    var node = NodeRead.of(query.name());
    var services = remote.read(CatalogCalls.NODE_SERVICE_LIST, node, options);
    var checks = remote.read(HealthCalls.NODE_CHECKS, node, options);
    return services.thenCombine(checks, RemoteReads::contents);
  }

  private static Answer<OwnNode.Contents> contents(
      Answer<ListedServices> listed, Answer<List<HealthCheck>> checks) {
    var found = listed.map(ListedServices::found);
    var contents =
        new OwnNode.Contents(
            found.value().map(NodeServices::node),
            found.value().map(NodeServices::services).orElse(List.of()),
            checks.value());
    long index = Math.max(found.index(), checks.index());
    return new Answer<>(
        contents, index, found.knownLeader(), found.lastContact(), found.consistency());
  }

  /** Servers do not look at the segment. */
  private static CompletableFuture<Answer<List<NodeCoordinate>>> coordinates(
      Coordinates query, Remote remote, ReadOptions options) {
    var reply =
        query.node().isEmpty()
            ? remote.read(CoordinateCalls.LIST_NODES, DatacenterRead.ALL, options)
            : remote.read(CoordinateCalls.NODE, NodeRead.of(query.node().get()), options);
    return Stages.map(reply, answer -> answer.map(query::inSegment));
  }

  private void addHealth() {
    on(
        HealthInstances.class,
        (query, remote, options) ->
            remote.read(
                HealthCalls.SERVICE_NODES,
                ServiceRead.of(query.choice(), query.near()),
                query.filter().text(),
                options));
    on(HealthChecks.class, RemoteReads::checks);
    on(
        NodeDump.class,
        (query, remote, options) ->
            query.node().isEmpty()
                ? remote.read(
                    InternalCalls.NODE_DUMP, DatacenterRead.ALL, query.filter().text(), options)
                : remote.read(
                    InternalCalls.NODE_INFO,
                    NodeRead.of(query.node().get()),
                    query.filter().text(),
                    options));
    on(
        ServiceDump.class,
        (query, remote, options) ->
            remote.read(
                InternalCalls.SERVICE_DUMP,
                ServiceDumpRead.of(query.kind()),
                query.filter().text(),
                options));
  }

  private static CompletableFuture<Answer<List<HealthCheck>>> checks(
      HealthChecks query, Remote remote, ReadOptions options) {
    var filter = query.filter().text();
    return switch (query.of()) {
      case HealthChecks.Of.State(var status) ->
          remote.read(
              HealthCalls.CHECKS_IN_STATE,
              new StateRead(status, query.nodeMeta(), QuerySource.of(query.near()), ""),
              filter,
              options);
      case HealthChecks.Of.Node(var name) ->
          remote.read(HealthCalls.NODE_CHECKS, NodeRead.of(name), filter, options);
      case HealthChecks.Of.Service(var name) ->
          remote.read(
              HealthCalls.SERVICE_CHECKS,
              ServiceRead.of(name, query.nodeMeta(), query.near()),
              filter,
              options);
    };
  }

  private void addKeys() {
    on(
        KvGet.class,
        (query, remote, options) ->
            Stages.map(
                remote.read(KvCalls.GET, new KeyRead(query.key()), options), RemoteReads::first));
    on(
        KvList.class,
        (query, remote, options) ->
            remote.read(KvCalls.LIST, new KeyRead(query.prefix()), options));
    on(
        KvKeys.class,
        (query, remote, options) ->
            remote.read(
                KvCalls.LIST_KEYS, new KeyListRead(query.prefix(), query.separator()), options));
    on(
        TxnRead.class,
        (query, remote, options) ->
            remote.read(TxnCalls.READ, new TxnRequest(query.ops()), options));
  }

  private void addSessions() {
    on(
        SessionGet.class,
        (query, remote, options) ->
            Stages.map(
                remote.read(SessionCalls.GET, SessionRead.of(query.id()), options),
                RemoteReads::first));
    on(
        SessionList.class,
        (query, remote, options) ->
            query.node().isEmpty()
                ? remote.read(SessionCalls.LIST, SessionRead.of(""), options)
                : remote.read(
                    SessionCalls.NODE_SESSIONS, NodeRead.of(query.node().get()), options));
  }

  private void addQueries() {
    on(
        PreparedQueryGet.class,
        (query, remote, options) ->
            Stages.map(
                remote.read(QueryCalls.GET, new QueryIdRead(query.id()), options),
                answer ->
                    first(answer)
                        .map(
                            found ->
                                found.orElseThrow(
                                    () ->
                                        RequestException.ofText(
                                            RequestException.QUERY_NOT_FOUND)))));
    on(
        PreparedQueryList.class,
        (_, remote, options) -> remote.read(QueryCalls.LIST, DatacenterRead.ALL, options));
    on(
        PreparedQueryExplain.class,
        (query, remote, options) ->
            remote.read(QueryCalls.EXPLAIN, ExecuteRead.of(query.idOrName()), options));
  }

  private void addEntries() {
    on(
        ConfigEntryGet.class,
        (query, remote, options) ->
            remote.read(ConfigEntryCalls.GET, new EntryRead(query.kind(), query.name()), options));
    on(
        ConfigEntryList.class,
        (query, remote, options) ->
            remote.read(
                ConfigEntryCalls.LIST_ALL,
                new EntryRead(query.kind(), ""),
                query.filter().text(),
                options));
    on(ExportedServices.class, (_, remote, options) -> exported(remote, options));
  }

  /** Waits for the entry alone: no call tells of the set of names. */
  private static CompletableFuture<Answer<List<ExportedService>>> exported(
      Remote remote, ReadOptions options) {
    var entry = new EntryRead(EntryKinds.EXPORTED_SERVICES, ExportedServices.ENTRY);
    var ordinary = ServiceDumpRead.of(Optional.of(""));
    return remote
        .read(ConfigEntryCalls.GET, entry, options)
        .thenCompose(
            found ->
                remote
                    .read(InternalCalls.SERVICE_DUMP, ordinary, options.atOnce())
                    .thenApply(
                        rows ->
                            found.map(value -> ExportedServices.of(value, names(rows.value())))));
  }

  private static List<String> names(List<CheckServiceNode> rows) {
    return rows.stream().map(row -> row.service().service()).distinct().toList();
  }

  private void addOperator() {
    on(
        AutopilotConfigGet.class,
        (_, remote, options) ->
            Stages.map(
                remote.ask(OperatorCalls.AUTOPILOT_CONFIG, DatacenterRead.ALL, options),
                config -> told(config, options)));
    on(
        UsageGet.class,
        (_, remote, options) ->
            Stages.map(
                remote.read(OperatorCalls.USAGE, new UsageRead(false, DatacenterRead.ALL), options),
                answer -> answer.map(RemoteReads::ownUsage)));
  }

  private void addConnect() {
    on(
        CaRootsGet.class,
        (_, remote, options) -> remote.read(ConnectCalls.ROOTS, DatacenterRead.ALL, options));
    on(
        CaConfigGet.class,
        (_, remote, options) ->
            Stages.map(
                remote.ask(ConnectCalls.CONFIGURATION, DatacenterRead.ALL, options),
                config -> told(config, options)));
  }

  private static Usage ownUsage(Map<String, Usage> byDatacenter) {
    return byDatacenter.values().stream()
        .findFirst()
        .orElseThrow(() -> RequestException.failed("the servers tell no usage"));
  }

  private static <V> Answer<Optional<V>> first(Answer<List<V>> answer) {
    return answer.map(list -> list.stream().findFirst());
  }

  /** What came without index: the leader's word, as the answer of a query that has none. */
  private static <V> Answer<V> told(V value, ReadOptions options) {
    return new Answer<>(value, 1, true, Duration.ZERO, options.consistency());
  }
}
