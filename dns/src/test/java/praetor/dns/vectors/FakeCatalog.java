package praetor.dns.vectors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import praetor.dns.AddressOwner;
import praetor.dns.CatalogNode;
import praetor.dns.InstanceHealth;
import praetor.dns.Instances;
import praetor.dns.Lookup;
import praetor.dns.Outcome;
import praetor.dns.QuerySource;
import praetor.dns.Scope;
import praetor.dns.ServiceInstance;
import praetor.dns.ServiceQuestion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A catalog of one or more datacenters, filled by the HTTP calls of a vector's setup. */
public final class FakeCatalog implements Lookup {
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Node(
      String name, String address, Map<String, String> tagged, Map<String, String> meta)
      implements CatalogNode {
    @Override
    public Optional<String> taggedAddress(String tag) {
      return Optional.ofNullable(tagged.get(tag));
    }
  }

  private static final class Datacenter {
    final Map<String, Node> nodes = new TreeMap<>();
    final Map<String, JsonNode> services = new LinkedHashMap<>();
    final Map<String, String> serviceNodes = new HashMap<>();
    final Map<String, JsonNode> checks = new LinkedHashMap<>();
    final Map<String, JsonNode> queries = new LinkedHashMap<>();
    final Map<String, String> virtual = new LinkedHashMap<>();
    final Map<String, List<String>> ingress = new HashMap<>();
  }

  private final Map<String, Datacenter> datacenters = new LinkedHashMap<>();
  private final String local;
  private final FakeAcl acl;

  public FakeCatalog(String local, FakeAcl acl) {
    this.local = local;
    this.acl = acl;
  }

  /** Registers an agent itself, as it does on start. */
  void addServer(String datacenter, String name, int serverPort) {
    datacenters.put(datacenter, new Datacenter());
    var body = JSON.createObjectNode();
    body.put("Node", name);
    body.put("Address", "127.0.0.1");
    var tagged = body.putObject("TaggedAddresses");
    for (var tag : List.of("lan", "lan_ipv4", "wan", "wan_ipv4")) {
      tagged.put(tag, "127.0.0.1");
    }
    var meta = body.putObject("NodeMeta");
    // Without a token of its own an agent cannot send its metadata.
    if (!acl.isEnabled()) {
      meta.put("consul-network-segment", "");
    }
    meta.put("consul-version", "1.21.4");
    var service = body.putObject("Service");
    service.put("ID", "consul");
    service.put("Service", "consul");
    service.put("Port", serverPort);
    register(datacenter, body);
  }

  void call(String datacenter, String path, JsonNode body) {
    switch (path) {
      case "/v1/catalog/register" -> register(datacenter, body);
      case "/v1/query" -> at(datacenter).queries.put(lower(body.get("Name").asString()), body);
      case "/v1/config" -> config(datacenter, body);
      case "/v1/acl/policy" -> acl.addRules(body.get("Rules").asString());
      case "/v1/acl/token" -> acl.addToken(body.get("SecretID").asString());
      default -> throw new IllegalArgumentException(path);
    }
  }

  private void register(String datacenter, JsonNode body) {
    var dc = at(datacenter);
    var name = body.get("Node").asString();
    dc.nodes.put(
        lower(name),
        new Node(
            name,
            body.get("Address").asString(),
            strings(body.path("TaggedAddresses")),
            strings(body.path("NodeMeta"))));
    if (body.has("Service")) {
      var service = body.get("Service");
      var key = lower(name) + "/" + service.get("ID").asString();
      dc.services.put(key, service);
      dc.serviceNodes.put(key, lower(name));
      giveVirtualAddress(dc, service);
    }
    body.path("Checks")
        .forEach(check -> dc.checks.put(lower(name) + "/" + check.get("CheckID"), check));
  }

  private static void giveVirtualAddress(Datacenter dc, JsonNode service) {
    if (service.path("Kind").asString("").equals("connect-proxy")) {
      var name = service.get("Proxy").get("DestinationServiceName").asString();
      dc.virtual.putIfAbsent(name, "240.0.0." + (dc.virtual.size() + 1));
    } else if (isNative(service)) {
      dc.virtual.putIfAbsent(name(service), "240.0.0." + (dc.virtual.size() + 1));
    }
  }

  private void config(String datacenter, JsonNode body) {
    for (var listener : body.path("Listeners")) {
      for (var service : listener.path("Services")) {
        at(datacenter)
            .ingress
            .computeIfAbsent(service.get("Name").asString(), _ -> new ArrayList<>())
            .add(lower(body.get("Name").asString()));
      }
    }
  }

  private Datacenter at(String datacenter) {
    return datacenters.get(datacenter);
  }

  private static Map<String, String> strings(JsonNode object) {
    var map = new LinkedHashMap<String, String>();
    object.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asString()));
    return map;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String name(JsonNode service) {
    return lower(service.get("Service").asString());
  }

  private static boolean isNative(JsonNode service) {
    return service.path("Connect").path("Native").asBoolean(false);
  }

  @Override
  public boolean mayWait(Scope scope) {
    return !scope.datacenter().isEmpty() || !scope.peer().isEmpty();
  }

  @Override
  public Outcome<CatalogNode> node(String name, Scope scope) {
    if (!scope.peer().isEmpty()) {
      return Outcome.absent();
    }
    return in(scope)
        .map(
            dc -> {
              CatalogNode node = dc.nodes.get(name);
              return node != null && acl.mayReadNode(scope.token(), node.name())
                  ? Outcome.found(node)
                  : Outcome.<CatalogNode>absent();
            })
        .orElseGet(Outcome.NoDatacenter::new);
  }

  @Override
  public Outcome<Instances> service(ServiceQuestion question, Scope scope) {
    if (!scope.peer().isEmpty()) {
      return Outcome.absent();
    }
    return in(scope)
        .map(
            dc -> {
              var found = instances(dc, question, scope.token());
              var datacenter = scope.datacenter().isEmpty() ? local : scope.datacenter();
              return Outcome.found(
                  new Instances(question.name(), datacenter, found, Optional.empty()));
            })
        .orElseGet(Outcome.NoDatacenter::new);
  }

  private Optional<Datacenter> in(Scope scope) {
    var name = scope.datacenter().isEmpty() ? local : scope.datacenter();
    return Optional.ofNullable(datacenters.get(name));
  }

  private List<ServiceInstance> instances(Datacenter dc, ServiceQuestion asked, String token) {
    var found = new ArrayList<ServiceInstance>();
    dc.services.forEach(
        (key, service) -> {
          var node = dc.nodes.get(dc.serviceNodes.get(key));
          if (isBehind(dc, service, asked)
              && acl.mayReadService(token, name(service))
              && acl.mayReadNode(token, node.name())) {
            found.add(new Instance(dc, service, node, health(dc, node, service, Set.of())));
          }
        });
    return found;
  }

  private static boolean isBehind(Datacenter dc, JsonNode service, ServiceQuestion asked) {
    return switch (asked.kind()) {
      case SERVICE -> name(service).equals(asked.name());
      case CONNECT ->
          lower(service.path("Proxy").path("DestinationServiceName").asString(""))
                  .equals(asked.name())
              || isNative(service) && name(service).equals(asked.name());
      case INGRESS -> dc.ingress.getOrDefault(asked.name(), List.of()).contains(name(service));
    };
  }

  private static InstanceHealth health(
      Datacenter dc, Node node, JsonNode service, Set<String> ignored) {
    var worst = InstanceHealth.PASSING;
    for (var entry : dc.checks.entrySet()) {
      var check = entry.getValue();
      var of = check.path("ServiceID").asString("");
      boolean counts =
          entry.getKey().startsWith(lower(node.name) + "/")
              && (of.isEmpty() || of.equals(service.get("ID").asString()))
              && !ignored.contains(check.get("CheckID").asString());
      var status = check.get("Status").asString();
      if (counts && status.equals("critical")) {
        return InstanceHealth.CRITICAL;
      }
      if (counts && !status.equals("passing") && worst != InstanceHealth.UNKNOWN) {
        worst = status.equals("warning") ? InstanceHealth.WARNING : InstanceHealth.UNKNOWN;
      }
    }
    return worst;
  }

  @Override
  public Outcome<Instances> query(String name, QuerySource source, Scope scope) {
    return in(scope)
        .map(
            dc -> {
              var query = dc.queries.get(name);
              return query == null ? Outcome.<Instances>absent() : execute(query, scope);
            })
        .orElseGet(Outcome.NoDatacenter::new);
  }

  private Outcome<Instances> execute(JsonNode query, Scope scope) {
    var service = query.get("Service");
    var order = new ArrayList<String>();
    order.add(scope.datacenter().isEmpty() ? local : scope.datacenter());
    var failover = service.path("Failover");
    failover.path("Datacenters").forEach(dc -> order.add(dc.asString()));
    if (failover.path("NearestN").asInt(0) > 0) {
      datacenters.keySet().stream().filter(dc -> !order.contains(dc)).forEach(order::add);
    }
    var name = lower(service.get("Service").asString());
    var token = query.path("Token").asString(scope.token());
    var ttl =
        query.has("DNS")
            ? Optional.of(Vector.duration(query.get("DNS").get("TTL").asString()))
            : Optional.<Duration>empty();
    for (var datacenter : order) {
      if (datacenters.containsKey(datacenter)) {
        var found =
            instances(
                    at(datacenter),
                    new ServiceQuestion(ServiceQuestion.Kind.SERVICE, name, Optional.empty()),
                    token)
                .stream()
                .filter(instance -> isWanted((Instance) instance, service))
                .toList();
        if (!found.isEmpty()) {
          return Outcome.found(
              new Instances(service.get("Service").asString(), datacenter, found, ttl));
        }
      }
    }
    return Outcome.absent();
  }

  private static boolean isWanted(Instance instance, JsonNode query) {
    var ignored = new HashSet<String>();
    query.path("IgnoreCheckIDs").forEach(check -> ignored.add(check.asString()));
    if (health(instance.dc, instance.node, instance.service, ignored) == InstanceHealth.CRITICAL) {
      return false;
    }
    for (var tag : query.path("Tags")) {
      var text = tag.asString();
      boolean has = instance.tags().contains(text.replaceFirst("^!", ""));
      if (has == text.startsWith("!")) {
        return false;
      }
    }
    for (var meta : query.path("ServiceMeta").properties()) {
      if (!instance.service.path("Meta").path(meta.getKey()).equals(meta.getValue())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Outcome<String> virtualAddress(String service, Scope scope) {
    if (!acl.mayReadService(scope.token(), service)) {
      return new Outcome.Denied<>();
    }
    return in(scope)
        .filter(_ -> scope.peer().isEmpty())
        .map(dc -> dc.virtual.get(service))
        .map(Outcome::found)
        .orElseGet(Outcome::absent);
  }

  @Override
  public Outcome<AddressOwner> owner(byte[] address, Scope scope) {
    var dc = at(local);
    for (var node : dc.nodes.values()) {
      if (isAddress(node.address, address) && acl.mayReadNode(scope.token(), node.name)) {
        return Outcome.found(new AddressOwner.Node(node.name, local));
      }
    }
    for (var service : dc.services.values()) {
      if (isAddress(service.path("Address").asString(""), address)
          && acl.mayReadService(scope.token(), name(service))) {
        return Outcome.found(new AddressOwner.Service(service.get("Service").asString(), local));
      }
    }
    return Outcome.absent();
  }

  private static boolean isAddress(String text, byte[] address) {
    try {
      return Arrays.equals(java.net.InetAddress.ofLiteral(text).getAddress(), address);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private record Instance(Datacenter dc, JsonNode service, Node node, InstanceHealth health)
      implements ServiceInstance {
    @Override
    public String address() {
      return service.path("Address").asString("");
    }

    @Override
    public int port() {
      return service.path("Port").asInt(0);
    }

    @Override
    public List<String> tags() {
      var tags = new ArrayList<String>();
      service.path("Tags").forEach(tag -> tags.add(tag.asString()));
      return tags;
    }

    @Override
    public Optional<TaggedAddress> taggedAddress(String tag) {
      var tagged = service.path("TaggedAddresses").path(tag);
      return tagged.isMissingNode()
          ? Optional.empty()
          : Optional.of(
              new TaggedAddress(tagged.get("Address").asString(), tagged.get("Port").asInt()));
    }

    @Override
    public int passingWeight() {
      return service.path("Weights").path("Passing").asInt(1);
    }

    @Override
    public int warningWeight() {
      return service.path("Weights").path("Warning").asInt(1);
    }
  }
}
