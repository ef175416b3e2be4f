package praetor.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.model.Bytes;
import praetor.model.CheckServiceNode;
import praetor.model.DeregisterRequest;
import praetor.model.HealthCheck;
import praetor.model.KvEntry;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.RegisterRequest;
import praetor.model.Session;
import praetor.model.Weights;
import praetor.state.command.Command;
import praetor.state.command.KvsRequest;
import praetor.state.command.SessionRequest;

/**
 * The store's rules once more, on plain maps, without a thought for speed: KV, sessions and a
 * catalog whose registrations are never refused.
 */
final class Model {
  final TreeMap<String, KvEntry> kv = new TreeMap<>();
  final TreeMap<String, Long> graves = new TreeMap<>();
  final TreeMap<String, Long> prefixGraves = new TreeMap<>();
  final TreeMap<String, Session> sessions = new TreeMap<>();
  final TreeMap<String, Node> nodes = new TreeMap<>();
  final TreeMap<String, NodeService> services = new TreeMap<>();
  final TreeMap<String, HealthCheck> checks = new TreeMap<>();
  final Map<String, Long> indexes = new HashMap<>();
  private long index;

  Outcome apply(long newIndex, Command command) {
    index = newIndex;
    return switch (command) {
      case KvsRequest request -> kv(request);
      case SessionRequest request -> session(request);
      case Command.Register(var request) -> register(request);
      case Command.Deregister(var request) -> deregister(request);
      case Command.TombstoneReap(long upTo) -> {
        graves.values().removeIf(grave -> grave <= upTo);
        prefixGraves.entrySet().removeIf(g -> g.getValue() <= upTo && !g.getKey().isEmpty());
        yield new Outcome.Done();
      }
      default -> throw new IllegalArgumentException(command.toString());
    };
  }

  private void bump(String name) {
    indexes.put(name, index);
  }

  private Outcome kv(KvsRequest request) {
    var entry = request.dirEnt();
    var key = entry.key().utf8();
    var before = Optional.ofNullable(kv.get(key));
    var holder = before.map(KvEntry::session).orElse("");
    long lockIndex = before.map(KvEntry::lockIndex).orElse(0L);
    long modifyIndex = before.map(KvEntry::modifyIndex).orElse(0L);
    return switch (request.op()) {
      case "set" -> put(entry, holder, 0);
      case "cas" ->
          modifyIndex == entry.modifyIndex() ? put(entry, holder, 0) : new Outcome.Answered(false);
      case "lock" -> {
        if (!sessions.containsKey(entry.session())) {
          yield new Outcome.Refused("invalid session \"" + entry.session() + "\"");
        }
        if (!holder.isEmpty() && !holder.equals(entry.session())) {
          yield new Outcome.Answered(false);
        }
        yield put(entry, entry.session(), holder.isEmpty() ? lockIndex + 1 : lockIndex);
      }
      case "unlock" ->
          before.isPresent() && holder.equals(entry.session())
              ? put(entry, "", lockIndex)
              : new Outcome.Answered(false);
      case "delete" -> {
        delete(key);
        yield new Outcome.Answered(true);
      }
      case "delete-cas" -> {
        boolean goes = before.isEmpty() || modifyIndex == entry.modifyIndex();
        if (goes) {
          delete(key);
        }
        yield new Outcome.Answered(goes);
      }
      case "delete-tree" -> {
        if (kv.keySet().removeIf(other -> other.startsWith(key))) {
          bump("kvs");
          prefixGraves.put(key, index);
          if (!key.isEmpty()) {
            bury(key);
          }
        }
        yield new Outcome.Answered(true);
      }
      default -> throw new IllegalArgumentException(request.op());
    };
  }

  private Outcome put(KvEntry entry, String session, long lockIndex) {
    var before = kv.get(entry.key().utf8());
    long createIndex = before == null ? index : before.createIndex();
    var after =
        new KvEntry(
            lockIndex, entry.key(), entry.flags(), entry.value(), session, createIndex, index);
    boolean same =
        before != null
            && new KvEntry(
                    before.lockIndex(),
                    before.key(),
                    before.flags(),
                    before.value(),
                    before.session(),
                    createIndex,
                    index)
                .equals(after);
    if (!same) {
      kv.put(entry.key().utf8(), after);
      bump("kvs");
    }
    return new Outcome.Answered(true);
  }

  private void delete(String key) {
    if (kv.remove(key) != null) {
      prefixGraves.remove(key);
      bury(key);
      bump("kvs");
    }
  }

  private void bury(String key) {
    graves.put(key, index);
    bump("tombstones");
  }

  private Outcome session(SessionRequest request) {
    var session = request.session();
    if (request.op().equals(SessionRequest.DESTROY)) {
      destroy(session.id());
      return new Outcome.Done();
    }
    if (!nodes.containsKey(session.node())) {
      return new Outcome.Refused("Missing node registration");
    }
    for (var id : session.nodeChecks()) {
      var check = checks.get(session.node() + "/" + id);
      if (check == null) {
        return new Outcome.Refused("Missing check '" + id + "' registration");
      }
      if (check.status().equals("critical")) {
        return new Outcome.Refused("Check '" + id + "' is in critical state");
      }
    }
    sessions.put(
        session.id(),
        new Session(
            session.id(),
            session.name(),
            session.node(),
            session.lockDelay(),
            session.behavior(),
            session.ttl(),
            session.nodeChecks(),
            session.serviceChecks(),
            session.checks(),
            index,
            index));
    bump("sessions");
    return new Outcome.SessionCreated(session.id());
  }

  private void destroy(String id) {
    var session = sessions.remove(id);
    if (session == null) {
      return;
    }
    bump("sessions");
    for (var entry : List.copyOf(kv.values())) {
      if (entry.session().equals(id)) {
        if (session.behavior().equals("delete")) {
          delete(entry.key().utf8());
        } else {
          put(entry, "", entry.lockIndex());
        }
      }
    }
  }

  private void checkFailed(String node, String check) {
    for (var session : List.copyOf(sessions.values())) {
      if (session.node().equals(node) && session.nodeChecks().contains(check)) {
        destroy(session.id());
      }
    }
  }

  private Outcome register(RegisterRequest request) {
    var name = request.node();
    var before = nodes.get(name);
    if (before == null || !before.address().equals(request.address())) {
      long createIndex = before == null ? index : before.createIndex();
      nodes.put(
          name,
          new Node(
              "",
              name,
              request.address(),
              "",
              "",
              "",
              Map.of(),
              Map.of(),
              Optional.empty(),
              createIndex,
              index));
      touchNode(name);
      servicesOf(name).forEach(this::touchService);
    }
    request.service().ifPresent(service -> put(name, service));
    request.checks().forEach(check -> put(name, check));
    return new Outcome.Done();
  }

  private void touchNode(String name) {
    bump("nodes");
    bump("node." + name);
  }

  private void touchService(NodeService service) {
    bump("service." + service.service());
  }

  List<NodeService> servicesOf(String node) {
    return List.copyOf(services.subMap(node + "/", node + "0").values());
  }

  List<HealthCheck> checksOf(String node) {
    return List.copyOf(checks.subMap(node + "/", node + "0").values());
  }

  private void put(String node, NodeService service) {
    var key = node + "/" + service.id();
    var before = services.get(key);
    long createIndex = before == null ? index : before.createIndex();
    if (before != null && ServiceTable.same(before, weighted(service, 0, 0))) {
      return;
    }
    services.put(key, weighted(service, createIndex, index));
    if (before != null && !before.service().equals(service.service())) {
      left(before.service());
    }
    touchNode(node);
    bump("services");
    touchService(service);
  }

  private static NodeService weighted(NodeService s, long createIndex, long modifyIndex) {
    return new NodeService(
        s.kind(),
        s.id(),
        s.service(),
        s.tags(),
        s.address(),
        s.taggedAddresses(),
        s.meta(),
        s.port(),
        s.socketPath(),
        Optional.of(Weights.DEFAULT),
        s.enableTagOverride(),
        s.locality(),
        s.proxy(),
        s.connect(),
        s.locallyRegisteredAsSidecar(),
        s.peerName(),
        createIndex,
        modifyIndex);
  }

  private void left(String service) {
    if (instances(service).isEmpty()) {
      indexes.remove("service." + service);
      bump("extinction");
    } else {
      bump("service." + service);
    }
  }

  private void put(String node, HealthCheck check) {
    var key = node + "/" + check.checkId();
    var before = checks.get(key);
    var service = services.get(node + "/" + check.serviceId());
    var after =
        new HealthCheck(
            node,
            check.checkId(),
            check.name(),
            check.status(),
            "",
            check.output(),
            check.serviceId(),
            service == null ? "" : service.service(),
            service == null ? List.of() : service.tags(),
            "",
            "",
            "",
            0,
            check.definition(),
            "",
            before == null ? index : before.createIndex(),
            index);
    if (before != null && CheckTable.same(before, after)) {
      return;
    }
    checks.put(key, after);
    bump("checks");
    concerned(after).forEach(this::touchService);
    if (before != null) {
      concerned(before).forEach(this::touchService);
    }
    if (after.status().equals("critical")) {
      checkFailed(node, check.checkId());
    }
  }

  /** The instances that a check counts for. */
  private List<NodeService> concerned(HealthCheck check) {
    return servicesOf(check.node()).stream()
        .filter(service -> check.serviceId().isEmpty() || check.serviceId().equals(service.id()))
        .toList();
  }

  private Outcome deregister(DeregisterRequest request) {
    var node = request.node();
    if (!request.serviceId().isEmpty()) {
      removeService(node, request.serviceId());
    } else if (!request.checkId().isEmpty()) {
      removeCheck(node, request.checkId());
    } else if (nodes.containsKey(node)) {
      servicesOf(node).forEach(service -> removeService(node, service.id()));
      checksOf(node).forEach(check -> removeCheck(node, check.checkId()));
      nodes.remove(node);
      bump("nodes");
      indexes.remove("node." + node);
      bump("node_extinction");
      for (var session : List.copyOf(sessions.values())) {
        if (session.node().equals(node)) {
          destroy(session.id());
        }
      }
    }
    return new Outcome.Done();
  }

  private void removeService(String node, String id) {
    var service = services.get(node + "/" + id);
    if (service == null) {
      return;
    }
    checksOf(node).stream()
        .filter(check -> check.serviceId().equals(id))
        .forEach(check -> removeCheck(node, check.checkId()));
    services.remove(node + "/" + id);
    bump("checks");
    bump("services");
    touchNode(node);
    left(service.service());
  }

  private void removeCheck(String node, String id) {
    var check = checks.remove(node + "/" + id);
    if (check == null) {
      return;
    }
    bump("checks");
    if (check.serviceId().isEmpty()) {
      bump("services");
    }
    concerned(check).forEach(this::touchService);
    checkFailed(node, id);
  }

  private List<Map.Entry<String, NodeService>> instances(String name) {
    return services.entrySet().stream()
        .filter(entry -> entry.getValue().service().equals(name))
        .toList();
  }

  private long max(String... names) {
    long max = 0;
    for (var name : names) {
      max = Math.max(max, indexes.getOrDefault(name, 0L));
    }
    return max;
  }

  Read<Optional<KvEntry>> kvGet(String key) {
    var entry = Optional.ofNullable(kv.get(key));
    return new Read<>(
        entry.map(KvEntry::modifyIndex).orElseGet(() -> max("kvs", "tombstones")), entry);
  }

  Read<List<KvEntry>> kvList(String prefix) {
    var entries = kv.values().stream().filter(e -> e.key().utf8().startsWith(prefix)).toList();
    long index = entries.stream().mapToLong(KvEntry::modifyIndex).max().orElse(0);
    for (var grave : graves.entrySet()) {
      if (grave.getKey().startsWith(prefix)) {
        index = Math.max(index, grave.getValue());
      }
    }
    if (index > 0 && entries.isEmpty()) {
      for (var grave : prefixGraves.entrySet()) {
        boolean above = prefix.startsWith(grave.getKey()) && !prefix.equals(grave.getKey());
        index = above ? Math.max(index, grave.getValue()) : index;
      }
    }
    boolean whole = prefix.isEmpty() || index == 0;
    return new Read<>(whole ? max("kvs", "tombstones") : index, entries);
  }

  Read<List<Bytes>> kvKeys(String prefix, String separator) {
    var list = kvList(prefix);
    List<Bytes> keys = new ArrayList<>();
    for (var entry : list.value()) {
      var key = entry.key().utf8();
      int at = separator.isEmpty() ? -1 : key.indexOf(separator, prefix.length());
      var cut = Bytes.utf8(at < 0 ? key : key.substring(0, at + separator.length()));
      if (!keys.contains(cut)) {
        keys.add(cut);
      }
    }
    return new Read<>(list.index(), keys);
  }

  Read<List<CheckServiceNode>> health(String name) {
    List<CheckServiceNode> rows = new ArrayList<>();
    for (var entry : instances(name)) {
      var node = nodes.get(entry.getKey().substring(0, entry.getKey().indexOf('/')));
      var service = entry.getValue();
      var counted =
          checksOf(node.node()).stream()
              .filter(c -> c.serviceId().isEmpty() || c.serviceId().equals(service.id()))
              .sorted(Comparator.comparing(c -> !c.serviceId().isEmpty()))
              .toList();
      rows.add(new CheckServiceNode(node, service, counted));
    }
    long index = max("nodes", "services", "checks");
    if (!rows.isEmpty()) {
      index = max("service." + name);
    } else if (indexes.containsKey("extinction")) {
      index = max("extinction");
    }
    return new Read<>(index, rows);
  }

  Read<List<HealthCheck>> inState(String state) {
    return new Read<>(
        max("checks"),
        checks.values().stream()
            .filter(check -> state.equals("any") || check.status().equals(state))
            .toList());
  }

  Read<List<HealthCheck>> serviceChecks(String service) {
    return new Read<>(
        max("checks"),
        checks.values().stream().filter(c -> c.serviceName().equals(service)).toList());
  }

  Read<List<Node>> nodes() {
    return new Read<>(max("nodes"), List.copyOf(nodes.values()));
  }

  Read<List<Session>> sessions() {
    return new Read<>(max("sessions"), List.copyOf(sessions.values()));
  }
}
