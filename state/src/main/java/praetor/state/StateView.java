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
import praetor.model.ServiceNode;
import praetor.model.Session;
import praetor.state.command.TxnOp;

/**
 * The tables as they were after some raft index. Immutable, safe for any thread, free to keep.
 *
 * <p>A read adds what it depends on to the watch set and returns its value with the index that
 * Consul's rules give it. Names of nodes and services match without regard to case. Lists come in
 * Consul's order; the list objects of service reads stay the same while nothing in them changes, so
 * that what is made from them can be kept by identity.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class StateView {
  StateView() {}

  long generation() {
    throw new UnsupportedOperationException();
  }

  /** The raft index of the last command that this view has seen. */
  public long lastIndex() {
    throw new UnsupportedOperationException();
  }

  /** A key. Missing: the index of the whole table. */
  public Read<Optional<KvEntry>> kvGet(Bytes key, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** Everything whose key begins with the prefix, in byte order. */
  public Read<List<KvEntry>> kvList(Bytes prefix, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /**
   * The keys that begin with the prefix, cut behind the first separator after it, each once.
   *
   * @param separator empty for whole keys
   */
  public Read<List<Bytes>> kvKeys(Bytes prefix, Bytes separator, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** All nodes by name. */
  public Read<List<Node>> nodes(WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** A node by its name. */
  public Optional<Node> node(String name) {
    throw new UnsupportedOperationException();
  }

  /** A node by its id (a UUID). */
  public Optional<Node> nodeById(String id) {
    throw new UnsupportedOperationException();
  }

  /** The names of all services with their tags. */
  public Read<Map<String, List<String>>> services(WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** The names of the services on nodes with all of that metadata, with their tags there. */
  public Read<Map<String, List<String>>> services(Map<String, String> nodeMeta, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** The instances of a service, by node and id. */
  public Read<List<ServiceNode>> serviceNodes(String service, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** The proxies and native instances through which the mesh reaches a service. */
  public Read<List<ServiceNode>> connectServiceNodes(String service, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /**
   * A node with its services.
   *
   * @param nameOrId the name, or the id or its beginning
   */
  public Read<Optional<NodeServices>> nodeServices(String nameOrId, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /**
   * Checks with a status, by node and id.
   *
   * @param state a status, or {@code any}
   */
  public Read<List<HealthCheck>> checksInState(String state, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** All checks of a node and its services, by id. */
  public Read<List<HealthCheck>> nodeChecks(String node, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** The checks of the instances of a service, without those of their nodes. */
  public Read<List<HealthCheck>> serviceChecks(String service, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** The instances of a service with nodes and checks, by node and id. */
  public Read<List<CheckServiceNode>> checkServiceNodes(String service, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** The proxies and native instances that stand for a service in the mesh, with their checks. */
  public Read<List<CheckServiceNode>> checkConnectServiceNodes(String service, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** All sessions by id. */
  public Read<List<Session>> sessions(WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  public Read<Optional<Session>> session(String id, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  public Read<List<Session>> nodeSessions(String node, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** All coordinates by node and segment. */
  public Read<List<NodeCoordinate>> coordinates(WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** The coordinates of a node, one for each segment. */
  public Read<List<NodeCoordinate>> nodeCoordinates(String node, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** The autopilot configuration, if one was ever written. */
  public Read<Optional<AutopilotConfig>> autopilotConfig(WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** The virtual address that stands for a service in the mesh. */
  public Optional<String> virtualIp(String service) {
    throw new UnsupportedOperationException();
  }

  /** A transaction that only reads: {@link Outcome.TxnDone} or {@link Outcome.TxnFailed}. */
  public Outcome txnRead(List<TxnOp> ops) {
    throw new UnsupportedOperationException();
  }

  /** Every node with its services and checks, by name. */
  public Read<List<NodeInfo>> nodeDump(WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** One node with its services and checks. */
  public Read<Optional<NodeInfo>> nodeInfo(String node, WatchSet watch) {
    throw new UnsupportedOperationException();
  }

  /** Every service instance with its node and checks, by service name, node and id. */
  public Read<List<CheckServiceNode>> serviceDump(WatchSet watch) {
    throw new UnsupportedOperationException();
  }
}
