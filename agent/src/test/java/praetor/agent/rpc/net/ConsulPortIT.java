package praetor.agent.rpc.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.agent.RequestException;
import praetor.agent.rpc.RpcCaller.Target;
import praetor.agent.rpc.RpcHandler;
import praetor.agent.rpc.grpc.FollowOnly;
import praetor.agent.rpc.grpc.GrpcServer;
import praetor.agent.rpc.grpc.SubscribeRequest;
import praetor.agent.rpc.grpc.SubscribeSource;
import praetor.model.Bytes;
import praetor.model.CheckServiceNode;
import praetor.model.DecodeException;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;
import praetor.testkit.agent.ProcessLauncher;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;
import praetor.testkit.net.RawResponse;
import praetor.testkit.vectors.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The real Consul that CONSUL_BIN names, as server and as client agent, and our server port between
 * them: the server binds one loopback address and tells others another one, on which our port
 * listens. What the client sends, our pool sends on.
 */
@EnabledIfEnvironmentVariable(
    named = "CONSUL_BIN",
    matches = ".+",
    disabledReason = "CONSUL_BIN names no Consul to serve")
@Timeout(180)
class ConsulPortIT {
  private static final String SERVER = "127.0.0.5";
  private static final String ADVERTISED = "127.0.0.6";
  private static final String CLIENT = "127.0.0.7";
  private static final Duration LONG = Duration.ofMinutes(11);

  @TempDir Path folder;
  private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Set<String> methods = ConcurrentHashMap.newKeySet();
  private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
  private ProcessAgent server;
  private ProcessAgent client;
  private RpcPool pool;
  private ServerDialer dialer;
  private Target target;

  @AfterEach
  void close() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
    timers.shutdownNow();
  }

  private void start(boolean tls) throws Exception {
    var serverPorts = AgentPorts.free();
    var port = new InetSocketAddress(ADVERTISED, serverPorts.server());
    target = new Target("dc1", "n1", new InetSocketAddress(SERVER, serverPorts.server()));
    dialer = new ServerDialer(() -> tls ? TestTls.agent() : RpcTls.none());
    pool = new RpcPool(dialer, RpcPool.Options.CLIENT, timers);
    open.add(pool);
    var ours =
        ServerPort.bind(
            new ServerPort.Options(port, "dc1", Duration.ofSeconds(5), 100, 4 << 20),
            new ServerPort.Services(
                this::forward,
                this::forward,
                connection -> {
                  throw new AssertionError("nobody speaks raft here");
                },
                this::forwardSnapshot,
                new GrpcServer(new FollowOnly(this::state))),
            () -> tls ? TestTls.server() : RpcTls.none(),
            timers);
    open.add(ours);
    ours.start();
    server = launch("s", serverConfig(serverPorts), tls ? "server" : "");
    server.awaitLeader();
    client = launch("c", clientConfig(serverPorts), tls ? "agent" : "");
    client.awaitLeader();
  }

  private ProcessAgent launch(String name, ObjectNode config, String certificate) throws Exception {
    var own = Files.createDirectories(folder.resolve(name));
    if (!certificate.isEmpty()) {
      TestTls.writePem(certificate, own);
      var rpc = config.putObject("tls").putObject("internal_rpc");
      rpc.put("ca_file", own.resolve("ca.pem").toString());
      rpc.put("cert_file", own.resolve("cert.pem").toString());
      rpc.put("key_file", own.resolve("key.pem").toString());
      rpc.put("verify_incoming", true);
      rpc.put("verify_outgoing", true);
      rpc.put("verify_server_hostname", true);
    }
    var agent = ProcessLauncher.consul().orElseThrow().start(own, config);
    open.add(agent);
    return agent;
  }

  private ObjectNode serverConfig(AgentPorts ports) {
    var config = AgentConfig.server(folder.resolve("s"), ports);
    config.put("bind_addr", SERVER);
    config.put("serf_lan", ADVERTISED);
    config.put("serf_wan", ADVERTISED);
    config.put("advertise_addr", ADVERTISED);
    // Else its own blocking reads would come to us, who ask it.
    config.put("use_streaming_backend", false);
    return config;
  }

  private ObjectNode clientConfig(AgentPorts serverPorts) {
    var config = AgentConfig.server(folder.resolve("c"), AgentPorts.free());
    config.remove("bootstrap");
    config.put("server", false);
    config.put("node_name", "c1");
    config.put("bind_addr", CLIENT);
    config.putArray("retry_join").add(ADVERTISED + ":" + serverPorts.serfLan());
    return config;
  }

  private CompletableFuture<Bytes> forward(RpcHandler.Call call) {
    methods.add(call.method());
    return pool.call(target, call.method(), call.argument(), LONG);
  }

  private void forwardSnapshot(Bytes request, InputStream archive, OutputStream out, String remote)
      throws IOException {
    try (var exchange = dialer.snapshot(target, request, Duration.ofSeconds(30))) {
      var restored = archive.readAllBytes();
      if (restored.length > 0) {
        exchange.out().write(restored);
      }
      out.write(exchange.response(Duration.ofSeconds(30)).array());
      exchange.archive().transferTo(out);
    }
  }

  /** Asks the real server by HTTP. */
  private CompletableFuture<SubscribeSource.State> state(SubscribeRequest request, long minIndex) {
    subscribed.add(request.key());
    var state = new CompletableFuture<SubscribeSource.State>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                var path = "/v1/health/service/" + request.key() + "?wait=20s&index=" + minIndex;
                state.complete(state(get(server, path)));
              } catch (IOException | DecodeException e) {
                state.completeExceptionally(RequestException.failed(e.toString()));
              }
            });
    return state;
  }

  private static SubscribeSource.State state(RawResponse answer) throws DecodeException {
    var rows = new ArrayList<CheckServiceNode>();
    for (var row : json(answer)) {
      var text = row.toString().getBytes(StandardCharsets.UTF_8);
      rows.add(CheckServiceNode.SHAPE.parseJson(text));
    }
    return new SubscribeSource.State(index(answer), rows);
  }

  private static long index(RawResponse answer) {
    return Long.parseLong(answer.header("X-Consul-Index").orElseThrow());
  }

  private static JsonNode json(RawResponse answer) {
    return JsonText.parse(answer.text()).orElseThrow();
  }

  private static RawResponse get(ProcessAgent agent, String path) throws IOException {
    return http(agent, RawRequest.of("GET", path));
  }

  private static RawResponse http(ProcessAgent agent, RawRequest request) throws IOException {
    var answer = new RawHttp(agent.httpUri(), Duration.ofSeconds(40)).send(request);
    if (answer.status() != 200) {
      throw new IOException(answer.status() + " " + answer.text());
    }
    return answer;
  }

  private void putOnClient(String path, String body) throws IOException {
    http(client, RawRequest.of("PUT", path).body(body));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStockClientWorksWholeThroughOurPort(boolean tls) throws Exception {
    start(tls);
    putOnClient("/v1/kv/a", "value");
    assertThat(get(client, "/v1/kv/a?raw").text()).isEqualTo("value");

    putOnClient(
        "/v1/agent/service/register",
        "{\"Name\": \"web\", \"Port\": 80, \"Check\": {\"CheckID\": \"t\", \"TTL\": \"1h\"}}");
    putOnClient("/v1/agent/check/pass/t", "");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> json(get(server, "/v1/health/service/web?passing")).size() == 1);

    aBlockingReadWakesWithTheChange();
    assertThat(json(get(client, "/v1/health/service/web?cached")).size()).isEqualTo(1);
    assertThat(subscribed).contains("web");
    theUnknownIsEmpty();
    snapshotsGoThrough();
    assertThat(json(get(client, "/v1/peerings"))).isEmpty();
    assertThat(methods).contains("Catalog.Register", "KVS.Apply", "KVS.Get", "Status.Leader");
    assertThat(String.join("\n", client.log())).doesNotContain("yamux").doesNotContain("panic");
  }

  private void aBlockingReadWakesWithTheChange() throws Exception {
    var before = get(client, "/v1/health/service/web?index=1");
    assertThat(json(before).size()).isEqualTo(1);
    var waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return get(client, "/v1/health/service/web?wait=30s&index=" + index(before));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    putOnClient("/v1/agent/check/fail/t", "");
    var after = waiting.get(40, TimeUnit.SECONDS);
    assertThat(index(after)).isGreaterThan(index(before));
    assertThat(after.text()).contains("\"critical\"");
  }

  private void theUnknownIsEmpty() throws IOException {
    var nothing = get(client, "/v1/health/service/nothing?wait=1s&index=1");
    assertThat(json(nothing)).isEmpty();
    assertThat(index(nothing)).isGreaterThan(1);
  }

  private void snapshotsGoThrough() throws IOException {
    var archive = get(client, "/v1/snapshot").body();
    assertThat(archive).startsWith(0x1f, 0x8b);
    putOnClient("/v1/kv/a", "later");
    http(client, RawRequest.of("PUT", "/v1/snapshot").body(archive));
    await().until(() -> get(client, "/v1/kv/a?raw").text().equals("value"));
  }
}
