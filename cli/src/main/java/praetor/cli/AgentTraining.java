package praetor.cli;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import praetor.cli.command.Terminal;

/**
 * Training runs of the agent on free ports of the loopback: one in memory, one with a new data
 * folder and one that finds its data again, configured by HCL and by JSON, and a pool of two
 * servers and a client. Each is asked what agents are asked most often, and then told to leave.
 */
final class AgentTraining {

  /** For a start or an end on a machine that is busy. */
  private static final int START_MS = 30_000;

  private static final int ANSWER_MS = 5_000;

  /** Method, path and body. */
  private static final List<List<String>> REQUESTS =
      List.of(
          List.of("GET", "/v1/status/leader", ""),
          List.of("PUT", "/v1/kv/training", "value"),
          List.of("GET", "/v1/kv/training", ""),
          List.of("GET", "/v1/kv/training?raw", ""),
          List.of("GET", "/v1/kv/?recurse", ""),
          List.of("GET", "/v1/kv/?keys", ""),
          List.of("GET", "/v1/kv/absent", ""),
          List.of("GET", "/v1/kv/training?index=1&wait=1s", ""),
          List.of("DELETE", "/v1/kv/absent", ""),
          List.of(
              "PUT",
              "/v1/agent/service/register",
              """
              {"Name": "training", "Tags": ["a"], "Port": 80, "Check": {"TTL": "60s"}}"""),
          List.of("PUT", "/v1/agent/check/pass/service:training", ""),
          List.of("GET", "/v1/agent/services", ""),
          List.of("GET", "/v1/agent/checks", ""),
          List.of("GET", "/v1/agent/self", ""),
          List.of("GET", "/v1/agent/members", ""),
          List.of("GET", "/v1/catalog/nodes", ""),
          List.of("GET", "/v1/catalog/services", ""),
          List.of("GET", "/v1/catalog/service/training", ""),
          List.of("GET", "/v1/health/service/training?passing", ""),
          List.of("GET", "/v1/health/service/training?index=1&wait=1s", ""),
          List.of("GET", "/v1/health/state/any", ""),
          List.of("PUT", "/v1/session/create", "{\"TTL\": \"60s\"}"),
          List.of("GET", "/v1/session/list", ""),
          List.of(
              "PUT",
              "/v1/txn",
              """
              [{"KV": {"Verb": "set", "Key": "training", "Value": "dmFsdWU="}}]"""));

  /** What {@code /v1/agent/self} says of the server that leads. */
  private static final String LEADS = "\"leader\":\"true\"";

  private static final String SERVICE =
      """
      service {
        name = "web"
        port = 80
        check { name = "answers", ttl = "60s" }
      }
      """;

  /** A question for the A records of consul.service.consul, as dig asks it. */
  private static final byte[] QUESTION =
      "\0\1\1\0\0\1\0\0\0\0\0\0\6consul\7service\6consul\0\0\1\0\1"
          .getBytes(StandardCharsets.ISO_8859_1);

  private final int http;
  private final int dns;
  private final int gossip;
  private final List<String> words;

  private AgentTraining(List<String> role) throws IOException {
    this(role, "training");
  }

  private AgentTraining(List<String> role, String node) throws IOException {
    var ports = freePorts(5);
    http = ports.get(0);
    dns = ports.get(1);
    gossip = ports.get(3);
    words = new ArrayList<>(role);
    words.addAll(
        List.of(
            "-node=" + node,
            "-bind=127.0.0.1",
            "-http-port=" + http,
            "-dns-port=" + dns,
            "-server-port=" + ports.get(2),
            "-serf-lan-port=" + gossip,
            "-serf-wan-port=" + ports.get(4),
            "-grpc-port=-1",
            "-grpc-tls-port=-1"));
  }

  static void run() throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("praetor-training");
    var data = folder.resolve("data");
    var hcl = "server = true\nbootstrap = true\ndata_dir = \"" + data + "\"\n" + SERVICE;
    var json = "{\"server\": true, \"bootstrap\": true, \"data_dir\": \"" + data + "\"}";
    try {
      new AgentTraining(List.of("agent", "-dev")).train();
      new AgentTraining(configured(folder.resolve("agent.hcl"), hcl)).train();
      new AgentTraining(configured(folder.resolve("agent.json"), json)).train();
      trainPool(folder);
    } finally {
      remove(folder);
    }
  }

  private static List<String> configured(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return List.of("agent", "-config-file=" + file);
  }

  /** Two servers that find each other, and a client: what agents say to each other. */
  private static void trainPool(Path folder) throws IOException, InterruptedException {
    var first = new AgentTraining(server(folder.resolve("first")), "first");
    var join = "-retry-join=127.0.0.1:" + first.gossip;
    var second = new AgentTraining(server(folder.resolve("second")), "second");
    second.words.add(join);
    var client = List.of("agent", "-data-dir=" + folder.resolve("third"), join);
    var third = new AgentTraining(client, "third");
    var threads = List.of(first.start(), second.start(), third.start());
    for (int i = 0; i < threads.size(); i++) {
      var agent = List.of(first, second, third).get(i);
      agent.awaitLeader(threads.get(i));
      agent.askAll();
    }
    // Who leads goes last: nobody waits for an election then.
    third.leave(threads.get(2));
    boolean firstLeads = first.ask(List.of("GET", "/v1/agent/self", "")).contains(LEADS);
    (firstLeads ? second : first).leave(threads.get(firstLeads ? 1 : 0));
    (firstLeads ? first : second).leave(threads.get(firstLeads ? 0 : 1));
  }

  private static List<String> server(Path data) {
    return List.of("agent", "-server", "-bootstrap-expect=2", "-data-dir=" + data);
  }

  private void train() throws IOException, InterruptedException {
    var agent = start();
    awaitLeader(agent);
    askAll();
    leave(agent);
  }

  private Thread start() {
    return Thread.ofPlatform().daemon().start(() -> Main.run(Terminal.forProcess(), words));
  }

  private void askAll() throws IOException {
    for (var request : REQUESTS) {
      ask(request);
    }
    resolve();
  }

  private void leave(Thread agent) throws IOException, InterruptedException {
    ask(List.of("PUT", "/v1/agent/leave", ""));
    if (!agent.join(Duration.ofMillis(START_MS))) {
      throw new IOException("it does not leave: " + String.join(" ", words));
    }
  }

  private void awaitLeader(Thread agent) throws IOException, InterruptedException {
    long deadline = System.currentTimeMillis() + START_MS;
    while (!leads()) {
      if (!agent.isAlive() || System.currentTimeMillis() > deadline) {
        throw new IOException("no leader answers: " + String.join(" ", words));
      }
      Thread.sleep(20);
    }
  }

  private boolean leads() {
    try {
      return ask(REQUESTS.getFirst()).contains("\"127.0.0.1:");
    } catch (IOException notYet) {
      return false;
    }
  }

  private String ask(List<String> request) throws IOException {
    var body = request.get(2);
    var text =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %s\r\n\r\n%s"
            .formatted(request.get(0), request.get(1), body.length(), body);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), http)) {
      socket.setSoTimeout(ANSWER_MS);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void resolve() throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(ANSWER_MS);
      var server = InetAddress.getLoopbackAddress();
      socket.send(new DatagramPacket(QUESTION, QUESTION.length, server, dns));
      socket.receive(new DatagramPacket(new byte[512], 512));
    }
  }

  private static List<Integer> freePorts(int count) throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    var ports = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) {
      var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (var socket : sockets) {
      socket.close();
    }
    return ports;
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
