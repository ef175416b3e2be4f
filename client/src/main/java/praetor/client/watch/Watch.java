package praetor.client.watch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import praetor.client.ClientException;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.client.Request;
import praetor.client.Response;
import praetor.client.StatusException;
import praetor.model.codec.JsonValue;

/**
 * What to watch: a blocking read and the form of its result.
 *
 * <p>Source: public reference of watches; requests, texts and results of Consul 1.21.4.
 */
public final class Watch {
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,19}|1[0-9]{19}");
  private static final List<String> STATES = List.of("any", "passing", "warning", "critical");

  /** Parameters of a watch that say nothing about what is watched. */
  public interface Others {
    /** Called when the type is known, before its own parameters are read. */
    default void afterType(Parameters parameters) throws WatchException {}

    /** Called when its own parameters are read: what is left now is unknown. */
    default void atEnd(Parameters parameters) throws WatchException {}
  }

  /** How a read is told what its caller has seen. */
  private enum Progress {
    INDEX,
    /** By the hash of the content. */
    HASH,
    /** By an index, and the caller wants only what came after it. */
    NEWS
  }

  private final String type;
  private final Request request;
  private final Progress progress;
  private final ApiForm form;

  private Watch(String type, Request request, Progress progress, ApiForm form) {
    this.type = type;
    this.request = request;
    this.progress = progress;
    this.form = form;
  }

  /**
   * Reads the parameters of a watch.
   *
   * @throws WatchException with Consul's text
   */
  public static Watch parse(Map<String, ?> given, Others others) throws WatchException {
    var parameters = new Parameters(given);
    var datacenter = parameters.text("datacenter");
    var token = parameters.text("token");
    var type = parameters.text("type");
    if (type.isEmpty()) {
      throw parameters.fault("Watch type must be specified");
    }
    others.afterType(parameters);
    var watch = ofType(type, parameters);
    others.atEnd(parameters);
    if (!parameters.isEmpty()) {
      throw parameters.fault("Invalid parameters: [" + String.join(" ", parameters.names()) + "]");
    }
    return watch.with(Query.NONE.and("dc", filled(datacenter)), token);
  }

  private static Watch ofType(String type, Parameters parameters) throws WatchException {
    return switch (type) {
      case "key" -> key(parameters);
      case "keyprefix" -> keyPrefix(parameters);
      case "services" ->
          new Watch(type, catalog("services", parameters), Progress.INDEX, ApiForms.MAP);
      case "nodes" ->
          new Watch(
              type, catalog("nodes", parameters), Progress.INDEX, new ApiForm.Each(ApiForms.NODE));
      case "service" -> service(parameters);
      case "checks" -> checks(parameters);
      case "event" -> event(parameters);
      case "agent_service" -> agentService(parameters);
      case "connect_roots", "connect_leaf" -> connect(type, parameters);
      default -> throw parameters.fault("Unsupported watch type: " + type);
    };
  }

  private static Watch key(Parameters parameters) throws WatchException {
    var stale = stale(parameters);
    var key = required(parameters, "key");
    var request = Request.get("/v1/kv/" + withoutSlash(key)).with(stale);
    return new Watch("key", request, Progress.INDEX, new ApiForm.First(ApiForms.KEY));
  }

  private static Watch keyPrefix(Parameters parameters) throws WatchException {
    var stale = stale(parameters);
    var prefix = required(parameters, "prefix");
    var request = Request.get("/v1/kv/" + withoutSlash(prefix)).with(stale).with("recurse", "");
    return new Watch("keyprefix", request, Progress.INDEX, new ApiForm.Each(ApiForms.KEY));
  }

  private static String withoutSlash(String key) {
    return key.startsWith("/") ? key.substring(1) : key;
  }

  private static Request catalog(String what, Parameters parameters) throws WatchException {
    return Request.get("/v1/catalog/" + what).with(stale(parameters)).with(filter(parameters));
  }

  private static Watch service(Parameters parameters) throws WatchException {
    var stale = stale(parameters);
    var name = required(parameters, "service");
    var query = stale;
    for (var tag : parameters.texts("tag")) {
      query = query.and("tag", tag);
    }
    query = parameters.bool("passingonly") ? query.and("passing", "1") : query;
    var request = Request.get("/v1/health/service/" + name).with(query.and(filter(parameters)));
    return new Watch("service", request, Progress.INDEX, new ApiForm.Each(ApiForms.INSTANCE));
  }

  private static Watch checks(Parameters parameters) throws WatchException {
    var stale = stale(parameters);
    var service = parameters.text("service");
    var state = parameters.text("state");
    if (!service.isEmpty() && !state.isEmpty()) {
      throw parameters.fault("Cannot specify service and state");
    }
    var path =
        service.isEmpty() ? "state/" + (state.isEmpty() ? "any" : state) : "checks/" + service;
    var request = Request.get("/v1/health/" + path).with(stale.and(filter(parameters)));
    return new Watch("checks", request, Progress.INDEX, new ApiForm.Each(ApiForms.CHECK));
  }

  private static Watch event(Parameters parameters) throws WatchException {
    var query = Query.NONE.and("name", filled(parameters.text("name")));
    return new Watch(
        "event",
        Request.get("/v1/event/list").with(query),
        Progress.NEWS,
        new ApiForm.Each(ApiForms.EVENT));
  }

  private static Watch agentService(Parameters parameters) throws WatchException {
    var id = parameters.text("service_id");
    return new Watch(
        "agent_service", Request.get("/v1/agent/service/" + id), Progress.HASH, ApiForms.SERVICE);
  }

  /** Read to be refused by those who have no certificates: see {@link #isConnect}. */
  private static Watch connect(String type, Parameters parameters) throws WatchException {
    var leaf = type.equals("connect_leaf");
    var path = leaf ? "leaf/" + parameters.text("service") : "roots";
    return new Watch(
        type, Request.get("/v1/agent/connect/ca/" + path), Progress.INDEX, ApiForms.ANY);
  }

  private static Query stale(Parameters parameters) throws WatchException {
    return parameters.bool("stale") ? Query.NONE.and("stale", "") : Query.NONE;
  }

  private static Query filter(Parameters parameters) throws WatchException {
    return Query.NONE.and("filter", filled(parameters.text("filter")));
  }

  private static String required(Parameters parameters, String name) throws WatchException {
    var text = parameters.text(name);
    if (text.isEmpty()) {
      throw parameters.fault("Must specify a single " + name + " to watch");
    }
    return text;
  }

  private static Optional<String> filled(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  private Watch with(Query query, String token) {
    var full = request.with(query);
    return new Watch(
        type, token.isEmpty() ? full : full.withHeader("X-Consul-Token", token), progress, form);
  }

  public String type() {
    return type;
  }

  /** Whether it is about certificates of Connect. */
  public boolean isConnect() {
    return type.startsWith("connect_");
  }

  /** Whether it is about the agent's own services. */
  public boolean isOfAgent() {
    return type.startsWith("agent_");
  }

  /**
   * What a read brought.
   *
   * @param position what to give the next read: an index or a hash
   * @param index what handlers are told; 0 where there are hashes. Source: Consul 1.21.4
   */
  record Result(String position, String index, JsonValue value) {}

  /**
   * Reads, after a wait for something other than the position.
   *
   * @param position empty for the first read
   */
  Result read(ConsulClient client, Optional<String> position) throws IOException {
    checkState();
    var parameter = progress == Progress.HASH ? "hash" : "index";
    var response = client.call(request.with(Query.NONE.and(parameter, position)));
    boolean noKey = response.status() == 404 && request.path().startsWith("/v1/kv/");
    if (response.status() != 200 && !noKey) {
      throw StatusException.of(response);
    }
    var value = noKey ? ApiForms.NULL : form.of(response.json().value().orElse(ApiForms.NULL));
    var shown =
        progress == Progress.NEWS && position.isPresent() ? newer(value, position.get()) : value;
    var now = position(response);
    return new Result(now, progress == Progress.HASH ? "0" : now, shown);
  }

  /** Whether a position is lower than the one before it: the servers' state is another one. */
  boolean isBackwards(Optional<String> before, String now) {
    return progress == Progress.INDEX
        && before.isPresent()
        && Long.compareUnsigned(Long.parseUnsignedLong(now), Long.parseUnsignedLong(before.get()))
            < 0;
  }

  /** Source: Consul 1.21.4 finds this out only when it reads. */
  private void checkState() throws ClientException {
    var prefix = "/v1/health/state/";
    if (request.path().startsWith(prefix)
        && !STATES.contains(request.path().substring(prefix.length()))) {
      throw new ClientException("Unsupported state: " + request.path().substring(prefix.length()));
    }
  }

  private String position(Response response) {
    return progress == Progress.HASH
        ? response.header("X-Consul-Contenthash").orElse("")
        : response.header("X-Consul-Index").filter(INDEX.asMatchPredicate()).orElse("1");
  }

  private static JsonValue newer(JsonValue events, String index) {
    if (!(events instanceof JsonValue.Arr(var all))) {
      return events;
    }
    for (int i = 0; i < all.size(); i++) {
      if (EventIndex.of(all.get(i)).equals(index)) {
        return new JsonValue.Arr(all.subList(i + 1, all.size()));
      }
    }
    return events;
  }
}
