package praetor.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.Bytes;

/** Calls of the HTTP API: any call by {@link #call}, those with a name here in plain Java types. */
public final class ConsulClient {

  private final Transport transport;
  private final ClientConfig config;

  public ConsulClient(Transport transport, ClientConfig config) {
    this.transport = transport;
    this.config = config;
  }

  /** A client over a socket. */
  public static ConsulClient create(ClientConfig config) throws ClientException {
    return new ConsulClient(SocketTransport.create(config.address(), config.tls()), config);
  }

  /** The same client with another token. */
  public ConsulClient withToken(String token) {
    return new ConsulClient(transport, config.withToken(token));
  }

  /** Sends a request and reads the whole answer, whatever its status. */
  public Response call(Request request) throws IOException {
    try (var exchange = open(request)) {
      return new Response(
          exchange.status(), exchange.headers(), Bytes.owned(exchange.body().readAllBytes()));
    }
  }

  /** Sends a request; the body of the answer is read by the caller, who closes it. */
  public Transport.Exchange open(Request request) throws IOException {
    var full = request.with(config.query());
    boolean anonymous = !request.headers().containsKey("X-Consul-Token");
    if (anonymous && config.token().isPresent()) {
      full = full.withHeader("X-Consul-Token", config.token().get());
    }
    if (config.basicAuth().isPresent()) {
      byte[] userAndPassword = config.basicAuth().get().getBytes(StandardCharsets.UTF_8);
      full =
          full.withHeader(
              "Authorization", "Basic " + Base64.getEncoder().encodeToString(userAndPassword));
    }
    return transport.open(full);
  }

  /**
   * Sends a request whose answer has to be 200.
   *
   * @throws StatusException another status came
   */
  public Response callOk(Request request) throws IOException {
    var response = call(request);
    if (response.status() != 200) {
      throw StatusException.of(response);
    }
    return response;
  }

  /**
   * Sends a request whose answer has to be 200; the body is read by the caller, who closes it.
   *
   * @throws StatusException another status came
   */
  public Transport.Exchange openOk(Request request) throws IOException {
    var exchange = open(request);
    if (exchange.status() == 200) {
      return exchange;
    }
    try (exchange) {
      throw new StatusException(
          exchange.status(), Bytes.owned(exchange.body().readAllBytes()).utf8());
    }
  }

  /** Key/value calls. */
  public Kv kv() {
    return new Kv(this);
  }

  /** Names of the known datacenters, nearest first. */
  public List<String> datacenters() throws IOException {
    return callOk(Request.get("/v1/catalog/datacenters")).json().texts();
  }

  /** Nodes of the catalog. */
  public List<CatalogNode> nodes(Query query) throws IOException {
    return nodes("/v1/catalog/nodes", query);
  }

  /** Nodes that have an instance of a service, once for each instance. */
  public List<CatalogNode> nodesOf(String service, Query query) throws IOException {
    return nodes("/v1/catalog/service/" + service, query);
  }

  private List<CatalogNode> nodes(String path, Query query) throws IOException {
    return callOk(Request.get(path).with(query)).json().elements().stream()
        .map(CatalogNode::of)
        .toList();
  }

  /** Names of services and the tags of their instances. */
  public Map<String, List<String>> services(Query query) throws IOException {
    return callOk(Request.get("/v1/catalog/services").with(query)).json().fields(JsonView::texts);
  }

  /** The instances of a node: name and tags of each; empty when there is no such node. */
  public Optional<List<NodeService>> servicesOf(String node, Query query) throws IOException {
    var body = callOk(Request.get("/v1/catalog/node/" + node).with(query)).json();
    return body.value()
        .map(_ -> body.field("Services").fields(NodeService::of).values().stream().toList());
  }

  /** Members of the gossip pool. */
  public List<Member> members(Query query) throws IOException {
    return callOk(Request.get("/v1/agent/members").with(query)).json().elements().stream()
        .map(Member::of)
        .toList();
  }

  /** The agent's own configuration and figures. */
  public JsonView self() throws IOException {
    return callOk(Request.get("/v1/agent/self")).json();
  }

  /** Name of the node of the agent that is asked. */
  public String nodeName() throws IOException {
    return self().field("Config").text("NodeName");
  }

  /**
   * Fires a user event.
   *
   * @param query which agents it is for
   * @return its id
   */
  public String fireEvent(String name, String payload, Query query) throws IOException {
    var request = Request.of("PUT", "/v1/event/fire/" + name).with(query);
    var full = payload.isEmpty() ? request : request.with(Request.Body.text(payload));
    return callOk(full).json().text("ID");
  }

  /** Address of the leader; empty when there is none. */
  public String leader() throws IOException {
    return callOk(Request.get("/v1/status/leader")).json().text();
  }

  /** Addresses of the raft peers. */
  public List<String> peers() throws IOException {
    return callOk(Request.get("/v1/status/peers")).json().texts();
  }

  /** Servers of the raft configuration. */
  public List<RaftServer> raftServers(Query query) throws IOException {
    return callOk(Request.get("/v1/operator/raft/configuration").with(query))
        .json()
        .field("Servers")
        .elements()
        .stream()
        .map(RaftServer::of)
        .toList();
  }
}
