package praetor.template.watch;

import java.util.List;
import java.util.Optional;
import praetor.client.Request;
import praetor.client.Response;
import praetor.client.StatusException;
import praetor.template.lang.ListValue;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/**
 * Something that a template asks for; two equal ones are watched once.
 *
 * <p>Source: paths, log names and order of consul-template 0.42.1.
 */
public sealed interface Dependency {
  /** As log lines name it. */
  String shown();

  /** A question to the HTTP API. */
  sealed interface Call extends Dependency {
    Request request();

    /**
     * The value of an answer; empty while there is none and the template has to wait.
     *
     * @throws java.io.IOException the answer is none, and has to be asked for again
     */
    Optional<Value> value(Response response) throws java.io.IOException;

    /** Whether the agent answers when something changes, not at once. */
    default boolean blocks() {
      return true;
    }
  }

  /** A path as servers read it: they send others on to it. Source: Go's path.Clean. */
  private static String cleaned(String path) {
    var parts = new java.util.ArrayList<String>();
    for (var part : path.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty()) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
        parts.add(part);
      }
    }
    var end = path.endsWith("/") && !parts.isEmpty() ? "/" : "";
    return String.join("/", parts) + end;
  }

  /** A key; the template waits while it is missing. */
  record Key(String key, Place place) implements Call {
    @Override
    public String shown() {
      return "kv.block(" + key + place.shown() + ")";
    }

    @Override
    public Request request() {
      return Request.get("/v1/kv/" + cleaned(key)).with(place.query());
    }

    @Override
    public Optional<Value> value(Response response) throws java.io.IOException {
      return Decoded.kvValue(response).map(Values::text);
    }
  }

  /** A key that may be missing: its value or nil. */
  record MaybeKey(String key, Place place) implements Call {
    @Override
    public String shown() {
      return "kv.get(" + key + place.shown() + ")";
    }

    @Override
    public Request request() {
      return Request.get("/v1/kv/" + cleaned(key)).with(place.query());
    }

    @Override
    public Optional<Value> value(Response response) throws java.io.IOException {
      return Optional.of(Decoded.kvValue(response).map(Values::text).orElse(Values.NIL));
    }
  }

  /** What a list of pairs has to have before a template goes on. */
  enum Waits {
    NOT,
    FOR_CHILDREN,
    FOR_ANY
  }

  /** Pairs below a prefix. */
  record Pairs(String prefix, Place place, Waits waits) implements Call {
    @Override
    public String shown() {
      return "kv.list(" + prefix + place.shown() + ")";
    }

    @Override
    public Request request() {
      return Request.get("/v1/kv/" + cleaned(prefix)).with("recurse", "").with(place.query());
    }

    @Override
    public Optional<Value> value(Response response) throws java.io.IOException {
      var pairs = Decoded.pairs(response, prefix);
      boolean over =
          switch (waits) {
            case NOT -> true;
            case FOR_CHILDREN -> !Decoded.below(pairs, false).elements().isEmpty();
            case FOR_ANY -> !Decoded.below(pairs, true).elements().isEmpty();
          };
      return over ? Optional.of(pairs) : Optional.empty();
    }
  }

  /** Instances of a service, or of what stands before it in the mesh. */
  record Instances(
      Optional<String> tag,
      String name,
      Place place,
      Optional<String> near,
      List<String> filters,
      boolean connect)
      implements Call {

    public Instances {
      filters = List.copyOf(filters);
    }

    private boolean onlyPassing() {
      return filters.equals(List.of("passing"));
    }

    @Override
    public String shown() {
      return (connect ? "health.connect(" : "health.service(")
          + tag.map(t -> t + ".").orElse("")
          + name
          + place.shown()
          + near.map(n -> "~" + n).orElse("")
          + (filters.isEmpty() ? "" : "|" + String.join(",", filters))
          + ")";
    }

    @Override
    public Request request() {
      var request = Request.get("/v1/health/" + (connect ? "connect/" : "service/") + name);
      request = onlyPassing() ? request.with("passing", "1") : request;
      request = tag.isPresent() ? request.with("tag", tag.get()) : request;
      return request.with(place.query().and("near", near));
    }

    @Override
    public Optional<Value> value(Response response) throws java.io.IOException {
      return Optional.of(Decoded.instances(response, filters, near.isPresent()));
    }
  }

  /** Names of services and their tags. */
  record Services(Place place) implements Call {
    @Override
    public String shown() {
      return place.shown().isEmpty()
          ? "catalog.services"
          : "catalog.services(" + place.shown() + ")";
    }

    @Override
    public Request request() {
      return Request.get("/v1/catalog/services").with(place.query());
    }

    @Override
    public Optional<Value> value(Response response) throws java.io.IOException {
      return Optional.of(Decoded.services(response));
    }
  }

  record Nodes(Place place, Optional<String> near) implements Call {
    @Override
    public String shown() {
      var where = place.shown() + near.map(n -> "~" + n).orElse("");
      return where.isEmpty() ? "catalog.nodes" : "catalog.nodes(" + where + ")";
    }

    @Override
    public Request request() {
      return Request.get("/v1/catalog/nodes").with(place.query().and("near", near));
    }

    @Override
    public Optional<Value> value(Response response) throws java.io.IOException {
      return Optional.of(Decoded.nodes(response, near.isPresent()));
    }
  }

  /** A node and its services. */
  record Node(String name, Place place) implements Call {
    @Override
    public String shown() {
      return "catalog.node(" + name + place.shown() + ")";
    }

    @Override
    public Request request() {
      return Request.get("/v1/catalog/node/" + name).with(place.query());
    }

    @Override
    public Optional<Value> value(Response response) throws java.io.IOException {
      return Optional.of(Decoded.node(response));
    }
  }

  /** The name of the agent's own node. */
  record Self() implements Call {
    @Override
    public String shown() {
      return "agent.self";
    }

    @Override
    public Request request() {
      return Request.get("/v1/agent/self");
    }

    @Override
    public Optional<Value> value(Response response) throws java.io.IOException {
      return Optional.of(Values.text(Decoded.json(response).field("Config").text("NodeName")));
    }

    @Override
    public boolean blocks() {
      return false;
    }
  }

  /**
   * Names of datacenters.
   *
   * @param answering whether those that do not answer are left out
   */
  record Datacenters(boolean answering) implements Call {
    @Override
    public String shown() {
      return "catalog.datacenters";
    }

    @Override
    public Request request() {
      return Request.get("/v1/catalog/datacenters");
    }

    @Override
    public Optional<Value> value(Response response) throws java.io.IOException {
      var names = Decoded.json(response).texts();
      return Optional.of(ListValue.texts(names.stream().sorted().toList()));
    }

    @Override
    public boolean blocks() {
      return false;
    }
  }

  /** A list whose elements are shown as they come: certificates, peerings, partitions. */
  record Listing(Mesh kind, String argument) implements Call {
    @Override
    public String shown() {
      return kind.shown(argument);
    }

    @Override
    public Request request() {
      return kind.request(argument);
    }

    @Override
    public Optional<Value> value(Response response) throws java.io.IOException {
      return Optional.of(kind.value(Decoded.json(response)));
    }

    @Override
    public boolean blocks() {
      return kind == Mesh.CA_ROOTS || kind == Mesh.CA_LEAF;
    }
  }

  /** A file's text; it has to be there. */
  record FileText(String path, java.nio.file.Path file) implements Dependency {
    @Override
    public String shown() {
      return "file(" + path + ")";
    }
  }

  /** What only another product could answer. */
  record Foreign(String name, String product) implements Dependency {
    @Override
    public String shown() {
      return name;
    }
  }

  /** All pairs below a prefix of this datacenter or, behind an at sign, another one. */
  static Dependency pairsBelow(String path) {
    int at = path.lastIndexOf('@');
    var prefix = at < 0 ? path : path.substring(0, at);
    var place =
        new Place(
            at < 0 ? Optional.empty() : Optional.of(path.substring(at + 1)), java.util.Map.of());
    return new Pairs(prefix.startsWith("/") ? prefix.substring(1) : prefix, place, Waits.NOT);
  }

  /** Refuses an answer whose status is no success. */
  static Response accepted(Response response) throws StatusException {
    if (response.status() != 200) {
      throw StatusException.of(response);
    }
    return response;
  }
}
