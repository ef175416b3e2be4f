package praetor.template.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import praetor.client.JsonView;
import praetor.client.Response;
import praetor.model.codec.JsonValue;
import praetor.template.lang.GoText;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.StructValue;
import praetor.template.lang.StructValue.Shape;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/**
 * Answers of the HTTP API as the structs that templates see.
 *
 * <p>Source: fields and order of consul-template 0.42.1.
 */
final class Decoded {
  static final String PAIRS = "[]*dependency.KeyPair";
  static final String SERVICES = "[]*dependency.HealthService";
  static final String SNIPPETS = "[]*dependency.CatalogSnippet";
  static final String NODES = "[]*dependency.Node";
  private static final String TAGS = "dependency.ServiceTags";
  private static final String ADDRESSES = "map[string]api.ServiceAddress";

  private static final Shape PAIR =
      Shape.of(
          "*dependency.KeyPair",
          "Path",
          "Key",
          "Value",
          "CreateIndex",
          "ModifyIndex",
          "LockIndex",
          "Flags",
          "Session");
  private static final Shape SERVICE =
      Shape.of(
          "*dependency.HealthService",
          "Node",
          "NodeID",
          "NodeAddress",
          "NodeTaggedAddresses",
          "NodeMeta",
          "ServiceMeta",
          "Address",
          "ServiceTaggedAddresses",
          "ID",
          "Name",
          "Tags",
          "Checks",
          "Status",
          "Port",
          "Weights");
  private static final Shape WEIGHTS = Shape.of("api.AgentWeights", "Passing", "Warning");
  private static final Shape ADDRESS = Shape.of("api.ServiceAddress", "Address", "Port");
  private static final Shape SNIPPET = Shape.of("*dependency.CatalogSnippet", "Name", "Tags");
  private static final Shape NODE =
      Shape.of(
          "*dependency.Node", "ID", "Node", "Address", "Datacenter", "TaggedAddresses", "Meta");
  private static final Shape CATALOG_NODE = Shape.of("*dependency.CatalogNode", "Node", "Services");

  /** What stands for a node before it is known whether there is one. */
  static final Value UNKNOWN_NODE = new Value.NilPointer(CATALOG_NODE);

  private static final Shape NODE_SERVICE =
      Shape.of(
          "*dependency.CatalogNodeService",
          "ID",
          "Service",
          "Tags",
          "Meta",
          "Port",
          "Address",
          "EnableTagOverride");

  private Decoded() {}

  static JsonView json(Response response) throws IOException {
    return Dependency.accepted(response).json();
  }

  /** The value of a key; empty when there is no such key. */
  static Optional<String> kvValue(Response response) throws IOException {
    if (response.status() == 404) {
      return Optional.empty();
    }
    var pairs = json(response).elements();
    return pairs.isEmpty() ? Optional.empty() : Optional.of(decoded(pairs.getFirst()));
  }

  private static String decoded(JsonView pair) {
    return GoText.of(Base64.getDecoder().decode(pair.text("Value")));
  }

  static ListValue pairs(Response response, String prefix) throws IOException {
    if (response.status() == 404) {
      return new ListValue(PAIRS, List.of());
    }
    var pairs = new ArrayList<Value>();
    for (var pair : json(response).elements()) {
      var path = pair.text("Key");
      var rest = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
      var key = rest.startsWith("/") ? rest.substring(1) : rest;
      pairs.add(
          StructValue.of(
              PAIR,
              Values.text(path),
              Values.text(key),
              Values.text(decoded(pair)),
              unsigned(pair, "CreateIndex"),
              unsigned(pair, "ModifyIndex"),
              unsigned(pair, "LockIndex"),
              unsigned(pair, "Flags"),
              Values.text(pair.text("Session"))));
    }
    return new ListValue(PAIRS, List.copyOf(pairs));
  }

  /** Without folders; direct children only, unless deep. */
  static ListValue below(ListValue all, boolean deep) {
    var wanted =
        all.elements().stream()
            .filter(
                each -> {
                  var key = each instanceof StructValue pair ? pair.text("Key") : "";
                  return !key.isEmpty() && (deep ? !key.endsWith("/") : !key.contains("/"));
                })
            .toList();
    return new ListValue(all.type(), wanted);
  }

  static Value unsigned(JsonView json, String name) {
    return new Value.Int(json.number(name), Value.IntKind.UINT64);
  }

  /**
   * Instances whose status is among the wanted.
   *
   * @param ordered whether the answer's order counts
   */
  static ListValue instances(Response response, List<String> filters, boolean ordered)
      throws IOException {
    var instances = new ArrayList<StructValue>();
    for (var entry : json(response).elements()) {
      var status = status(entry.field("Checks").elements());
      if (filters.contains("any") || filters.contains(status)) {
        instances.add(instance(entry, status));
      }
    }
    if (!ordered) {
      instances.sort(by("Node").thenComparing(by("ID")));
    }
    return new ListValue(SERVICES, List.copyOf(instances));
  }

  private static Comparator<StructValue> by(String field) {
    return (a, b) -> GoText.compare(a.text(field), b.text(field));
  }

  private static StructValue instance(JsonView entry, String status) {
    var node = entry.field("Node");
    var service = entry.field("Service");
    var address = service.text("Address");
    return StructValue.of(
        SERVICE,
        Values.text(node.text("Node")),
        Values.text(node.text("ID")),
        Values.text(node.text("Address")),
        texts(node.field("TaggedAddresses")),
        texts(node.field("Meta")),
        texts(service.field("Meta")),
        Values.text(address.isEmpty() ? node.text("Address") : address),
        addresses(service.field("TaggedAddresses")),
        Values.text(service.text("ID")),
        Values.text(service.text("Service")),
        tags(service.field("Tags").texts()),
        new ListValue(
            "api.HealthChecks",
            entry.field("Checks").elements().stream().map(DecodedChecks::check).toList()),
        Values.text(status),
        Values.integer(service.number("Port")),
        StructValue.of(
            WEIGHTS,
            Values.integer(service.field("Weights").number("Passing")),
            Values.integer(service.field("Weights").number("Warning"))));
  }

  /** The worst of all checks; maintenance is worse than critical. */
  private static String status(List<JsonView> checks) {
    var worst = "passing";
    for (var check : checks) {
      var id = check.text("CheckID");
      if (id.equals("_node_maintenance") || id.startsWith("_service_maintenance:")) {
        return "maintenance";
      }
      var status = check.text("Status");
      if (status.equals("critical") || status.equals("warning") && worst.equals("passing")) {
        worst = status;
      }
    }
    return worst;
  }

  private static Value tags(List<String> tags) {
    return new ListValue(TAGS, tags.stream().sorted(GoText::compare).map(Values::text).toList());
  }

  private static Value texts(JsonView map) {
    return map.value().isEmpty()
        ? MapValue.nil(MapValue.STRINGS)
        : MapValue.texts(map.fields(JsonView::text));
  }

  private static Value addresses(JsonView json) {
    if (json.value().isEmpty()) {
      return MapValue.nil(ADDRESSES);
    }
    var map = new MapValue(ADDRESSES);
    json.fields(
            each ->
                (Value)
                    StructValue.of(
                        ADDRESS,
                        Values.text(each.text("Address")),
                        Values.integer(each.number("Port"))))
        .forEach(map::put);
    return map;
  }

  static ListValue services(Response response) throws IOException {
    var services = new ArrayList<StructValue>();
    json(response)
        .fields(JsonView::texts)
        .forEach(
            (name, tags) -> services.add(StructValue.of(SNIPPET, Values.text(name), tags(tags))));
    services.sort(by("Name"));
    return new ListValue(SNIPPETS, List.copyOf(services));
  }

  static ListValue nodes(Response response, boolean ordered) throws IOException {
    var nodes = new ArrayList<StructValue>();
    json(response).elements().forEach(each -> nodes.add(node(each)));
    if (!ordered) {
      nodes.sort(by("Node"));
    }
    return new ListValue(NODES, List.copyOf(nodes));
  }

  private static StructValue node(JsonView node) {
    return StructValue.of(
        NODE,
        Values.text(node.text("ID")),
        Values.text(node.text("Node")),
        Values.text(node.text("Address")),
        Values.text(node.text("Datacenter")),
        texts(node.field("TaggedAddresses")),
        texts(node.field("Meta")));
  }

  /** A node and its services, by name and id; of an unknown one nothing is there. */
  static Value node(Response response) throws IOException {
    var json = json(response);
    if (json.value().isEmpty() || json.value().get() instanceof JsonValue.Null) {
      return noNode();
    }
    var services = new ArrayList<StructValue>();
    json.field("Services").fields(Decoded::nodeService).values().forEach(services::add);
    services.sort(by("Service").thenComparing(by("ID")));
    return StructValue.of(
        CATALOG_NODE,
        node(json.field("Node")),
        new ListValue("[]*dependency.CatalogNodeService", List.copyOf(services)));
  }

  private static Value noNode() {
    return StructValue.of(
        CATALOG_NODE,
        new Value.NilPointer(NODE),
        ListValue.nil("[]*dependency.CatalogNodeService"));
  }

  private static StructValue nodeService(JsonView service) {
    return StructValue.of(
        NODE_SERVICE,
        Values.text(service.text("ID")),
        Values.text(service.text("Service")),
        tags(service.field("Tags").texts()),
        texts(service.field("Meta")),
        Values.integer(service.number("Port")),
        Values.text(service.text("Address")),
        Values.bool(service.bool("EnableTagOverride")));
  }
}
