package praetor.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.Bytes;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;
import praetor.model.KvEntry;
import praetor.model.Node;
import praetor.model.NodeCoordinate;
import praetor.model.PreparedQuery;
import praetor.model.ServiceNode;
import praetor.model.Session;
import praetor.model.connect.CaConfig;
import praetor.model.connect.CaProviderState;
import praetor.model.connect.CaRoot;
import praetor.model.connect.CaRoots;
import praetor.model.entry.ConfigEntry;
import praetor.state.command.TxnOp;
import praetor.state.tree.BTree;
import praetor.state.tree.SortedRows;

/**
 * The tables as they were after some raft index. Immutable, safe for any thread, free to keep.
 *
 * <p>A read adds what it depends on to the watch set and returns its value with the index that
 * Consul's rules give it. Names of nodes and services match without regard to case. Lists come in
 * Consul's order; the list objects of service reads stay the same while nothing in them changes, so
 * that what is made from them can be kept by identity.
 */
public final class StateView implements Tables {
  private final TableRows<?>[] tables;
  private final long lastIndex;
  private final long generation;
  private final long restores;

  StateView(TableRows<?>[] tables, long lastIndex, long generation, long restores) {
    this.tables = tables;
    this.lastIndex = lastIndex;
    this.generation = generation;
    this.restores = restores;
  }

  /** A store's state before its first command. */
  static StateView empty() {
    return new StateView(Schema.empty(), 0, 0, 0);
  }

  /** The same tables in a store of which the view before is given. */
  StateView after(StateView before) {
    return new StateView(tables, lastIndex, before.generation + 1, before.restores + 1);
  }

  StateView withLastIndex(long newLastIndex) {
    return new StateView(tables, newLastIndex, generation, restores);
  }

  /** A copy, for a transaction to change. */
  TableRows<?>[] tables() {
    return tables.clone();
  }

  @Override
  public <T> BTree<T> rows(Table<T> table) {
    return of(table).rows();
  }

  @Override
  public <T> SortedRows<T> rows(Table<T> table, Table.Index<T> index) {
    return of(table).index(index);
  }

  @SuppressWarnings("unchecked")
  private <T> TableRows<T> of(Table<T> table) {
    return (TableRows<T>) tables[table.slot()];
  }

  /** Which of the store's views this is, in the order in which they were published. */
  long generation() {
    return generation;
  }

  /**
   * How often the whole state was replaced before. Between two views with different numbers indexes
   * may have gone down.
   */
  public long restores() {
    return restores;
  }

  /** The raft index of the last command that this view has seen. */
  public long lastIndex() {
    return lastIndex;
  }

  /** Whether there are deletions of keys that are still remembered. */
  public boolean hasTombstones() {
    return !rows(TombstoneTable.TABLE).isEmpty();
  }

  /** A key. Missing: the index of the whole table. */
  public Read<Optional<KvEntry>> kvGet(Bytes key, WatchSet watch) {
    return KvTable.get(this, key, watch);
  }

  /** How many keys there are. */
  public int kvCount() {
    return rows(KvTable.TABLE).size();
  }

  /** Everything whose key begins with the prefix, in byte order. The list is {@link Versioned}. */
  public Read<List<KvEntry>> kvList(Bytes prefix, WatchSet watch) {
    return KvTable.list(this, prefix, watch);
  }

  /**
   * The keys that begin with the prefix, cut behind the first separator after it, each once.
   *
   * @param separator empty for whole keys
   */
  public Read<List<Bytes>> kvKeys(Bytes prefix, Bytes separator, WatchSet watch) {
    return KvTable.keys(this, prefix, separator, watch);
  }

  /** All nodes by name. */
  public Read<List<Node>> nodes(WatchSet watch) {
    return NodeTable.all(this, watch);
  }

  /** A node by its name. */
  public Optional<Node> node(String name) {
    return NodeTable.find(this, name);
  }

  /** A node by its id (a UUID). */
  public Optional<Node> nodeById(String id) {
    return NodeTable.byId(this, id);
  }

  /** The names of all services with their tags. */
  public Read<Map<String, List<String>>> services(WatchSet watch) {
    return CatalogReads.services(this, watch);
  }

  /** The names of the services on nodes with all of that metadata, with their tags there. */
  public Read<Map<String, List<String>>> services(Map<String, String> nodeMeta, WatchSet watch) {
    return CatalogReads.services(this, nodeMeta, watch);
  }

  /** The instances of a service, by node and id. */
  public Read<List<ServiceNode>> serviceNodes(String service, WatchSet watch) {
    return CatalogReads.serviceNodes(this, service, watch);
  }

  /** The proxies and native instances through which the mesh reaches a service. */
  public Read<List<ServiceNode>> connectServiceNodes(String service, WatchSet watch) {
    return CatalogReads.connectServiceNodes(this, service, watch);
  }

  /**
   * A node with its services.
   *
   * @param nameOrId the name, or the id or its beginning
   */
  public Read<Optional<NodeServices>> nodeServices(String nameOrId, WatchSet watch) {
    return CatalogReads.nodeServices(this, nameOrId, watch);
  }

  /**
   * Checks with a status, by node and id.
   *
   * @param state a status, or {@code any}
   */
  public Read<List<HealthCheck>> checksInState(String state, WatchSet watch) {
    return CheckTable.inState(this, state, watch);
  }

  /** All checks of a node and its services, by id. */
  public Read<List<HealthCheck>> nodeChecks(String node, WatchSet watch) {
    return CheckTable.onNode(this, node, watch);
  }

  /** The checks of the instances of a service, without those of their nodes. */
  public Read<List<HealthCheck>> serviceChecks(String service, WatchSet watch) {
    return CheckTable.ofService(this, service, watch);
  }

  /** The instances of a service with nodes and checks, by node and id. */
  public Read<List<CheckServiceNode>> checkServiceNodes(String service, WatchSet watch) {
    return CatalogReads.checkServiceNodes(this, service, watch);
  }

  /** The proxies and native instances that stand for a service in the mesh, with their checks. */
  public Read<List<CheckServiceNode>> checkConnectServiceNodes(String service, WatchSet watch) {
    return CatalogReads.checkConnectServiceNodes(this, service, watch);
  }

  /** All sessions by id. */
  public Read<List<Session>> sessions(WatchSet watch) {
    return SessionTable.all(this, watch);
  }

  public Read<Optional<Session>> session(String id, WatchSet watch) {
    return SessionTable.get(this, id, watch);
  }

  public Read<List<Session>> nodeSessions(String node, WatchSet watch) {
    return SessionTable.ofNode(this, node, watch);
  }

  /** All prepared queries by id. */
  public Read<List<PreparedQuery>> preparedQueries(WatchSet watch) {
    return PreparedQueryTable.all(this, watch);
  }

  public Read<Optional<PreparedQuery>> preparedQuery(String id, WatchSet watch) {
    return PreparedQueryTable.get(this, id, watch);
  }

  /** The prepared query behind an id or a name, also when a template answers for the name. */
  public ResolvedQuery resolveQuery(String idOrName) {
    return PreparedQueryTable.resolve(this, idOrName);
  }

  /** The config entries of a kind by name. */
  public Read<List<ConfigEntry>> configEntries(String kind, WatchSet watch) {
    return ConfigEntryTable.ofKind(this, kind, watch);
  }

  /** All config entries by kind and name. */
  public Read<List<ConfigEntry>> configEntries(WatchSet watch) {
    return ConfigEntryTable.all(this, watch);
  }

  public Read<Optional<ConfigEntry>> configEntry(String kind, String name, WatchSet watch) {
    return ConfigEntryTable.get(this, kind, name, watch);
  }

  /** The authorities of the mesh. */
  public Read<CaRoots> caRoots(WatchSet watch) {
    return CaRootTable.all(this, watch);
  }

  /** How the mesh's certificates are signed. */
  public Read<Optional<CaConfig>> caConfig(WatchSet watch) {
    return CaConfigTable.get(this, watch);
  }

  /** The secret behind a root of the built-in authority. */
  public Optional<CaProviderState> caProviderState(CaRoot root) {
    return CaProviderTable.of(this, root);
  }

  /** The names of the ordinary services, in order. */
  public Read<List<String>> ordinaryNames(WatchSet watch) {
    return KindNames.ordinary(this, watch);
  }

  /** All coordinates by node and segment. */
  public Read<List<NodeCoordinate>> coordinates(WatchSet watch) {
    return CoordinateTable.all(this, watch);
  }

  /** The coordinates of a node, one for each segment. */
  public Read<List<NodeCoordinate>> nodeCoordinates(String node, WatchSet watch) {
    return CoordinateTable.ofNode(this, node, watch);
  }

  /** The autopilot configuration, if one was ever written. */
  public Read<Optional<AutopilotConfig>> autopilotConfig(WatchSet watch) {
    return AutopilotTable.get(this, watch);
  }

  /** How much the catalog holds. */
  public Read<Usage> usage(WatchSet watch) {
    return Usage.of(this, watch);
  }

  /** The virtual address that stands for a service in the mesh. */
  public Optional<String> virtualIp(String service) {
    return VirtualIpTable.find(this, service);
  }

  /** A transaction that only reads: {@link Outcome.TxnDone} or {@link Outcome.TxnFailed}. */
  public Outcome txnRead(List<TxnOp> ops) {
    return TxnOps.apply(new WriteTxn(this), ops);
  }

  /** Every node with its services and checks, by name. */
  public Read<List<NodeInfo>> nodeDump(WatchSet watch) {
    return CatalogReads.nodeDump(this, watch);
  }

  /** One node with its services and checks. */
  public Read<Optional<NodeInfo>> nodeInfo(String node, WatchSet watch) {
    return CatalogReads.nodeInfo(this, node, watch);
  }

  /** Every service instance with its node and checks, by service name, node and id. */
  public Read<List<CheckServiceNode>> serviceDump(WatchSet watch) {
    return CatalogReads.serviceDump(this, watch);
  }
}
