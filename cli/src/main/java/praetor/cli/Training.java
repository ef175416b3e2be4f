package praetor.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import praetor.cli.command.Terminal;

/**
 * The training run behind an AOT cache: what it loads and links, later starts find ready.
 *
 * <p>{@code cli} runs the one-shot commands against a stand-in that answers every request with the
 * same body; {@code agent} starts an agent in {@code -dev} mode on free ports and talks to it.
 */
final class Training {

  private static final List<List<String>> ONE_SHOT =
      List.of(
          List.of("version"),
          List.of("kv", "put", "-flags=1", "training", "value"),
          List.of("kv", "get", "training"),
          List.of("kv", "get", "-detailed", "training"),
          List.of("kv", "get", "-recurse", "training"),
          List.of("kv", "export", "training"),
          List.of("kv", "delete", "training"),
          List.of("catalog", "nodes"),
          List.of("catalog", "nodes", "-detailed"),
          List.of("catalog", "services", "-tags"),
          List.of("catalog", "datacenters"),
          List.of("members"),
          List.of("info"),
          List.of("operator", "raft", "list-peers"),
          List.of("kv", "get", "-h"));

  private static final String BODY =
      """
      [{"Key": "training", "Value": "dmFsdWU=", "Flags": 1, "Name": "n1", "Addr": "127.0.0.1",
        "Port": 8301, "Status": 1, "Tags": {"role": "consul", "dc": "dc1", "vsn": "2"},
        "Node": "n1", "Address": "127.0.0.1", "Datacenter": "dc1", "Meta": {"a": "b"}}]
      """;

  private static final int AGENT_WARM_UP_MS = 20_000;

  private Training() {}

  public static void main(String[] args) throws Exception {
    boolean agent = args.length == 1 && args[0].equals("agent");
    Runtime.getRuntime().halt(agent ? trainAgent() : trainCommands());
  }

  private static int trainCommands() throws IOException {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> answerAll(server));
      for (var words : ONE_SHOT) {
        run(words, "127.0.0.1:" + server.getLocalPort());
      }
      run(List.of("kv", "get", "training"), "127.0.0.1:1");
      return 0;
    }
  }

  private static void answerAll(ServerSocket server) {
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    var head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        socket.getInputStream().read(new byte[8_192]);
        var answer = head + body.length + "\r\n\r\n";
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(body);
      } catch (IOException ended) {
        // The trainer has closed the server: this run is over.
        return;
      }
    }
  }

  private static int trainAgent() throws IOException, InterruptedException {
    var ports = freePorts(5);
    var address = "127.0.0.1:" + ports.get(0);
    var code = new AtomicInteger(-1);
    var agent = Thread.ofPlatform().daemon().start(() -> code.set(run(agentWords(ports), address)));
    long deadline = System.currentTimeMillis() + AGENT_WARM_UP_MS;
    while (run(List.of("kv", "put", "training", "value"), address) != 0) {
      if (!agent.isAlive() || System.currentTimeMillis() > deadline) {
        System.err.println("the agent did not answer; exit code " + code.get());
        return 1;
      }
      Thread.sleep(100);
    }
    for (var words : ONE_SHOT) {
      run(words, address);
    }
    return 0;
  }

  private static List<String> agentWords(List<Integer> ports) {
    return List.of(
        "agent",
        "-dev",
        "-node=training",
        "-bind=127.0.0.1",
        "-http-port=" + ports.get(0),
        "-dns-port=" + ports.get(1),
        "-server-port=" + ports.get(2),
        "-serf-lan-port=" + ports.get(3),
        "-serf-wan-port=" + ports.get(4),
        "-grpc-port=-1",
        "-grpc-tls-port=-1");
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

  private static int run(List<String> words, String address) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var errors = words.getFirst().equals("agent") ? System.err : nowhere;
    return new Cli(
            new Terminal(
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                errors,
                Map.of("CONSUL_HTTP_ADDR", address)))
        .run(words);
  }
}
