package praetor.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import praetor.cli.command.Terminal;

/**
 * The training run behind an AOT cache: what it loads and links, later starts find ready.
 *
 * <p>{@code cli} runs the one-shot commands against a stand-in that answers every request with the
 * same body; {@code agent} runs agents, see {@link AgentTraining}.
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

  private static final String TEMPLATE =
      """
      {{ with $v := key "training" }}{{ printf "%s" $v | toUpper }}{{ end }}
      {{ range $i, $e := ls "training" }}{{ if eq $i 0 }}{{ .Key }}={{ .Value }}{{ end }}{{ end }}
      {{ range nodes }}server {{ .Node }} {{ .Address }}:{{ .Meta | toJSON }};{{ else }}none{{ end }}
      """;

  private Training() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 1 && args[0].equals("agent")) {
      AgentTraining.run();
    } else {
      trainCommands();
    }
    Runtime.getRuntime().halt(0);
  }

  private static void trainCommands() throws IOException {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> answerAll(server));
      var address = "127.0.0.1:" + server.getLocalPort();
      for (var words : ONE_SHOT) {
        command(words, address);
      }
      trainTemplates(address);
      command(List.of("kv", "get", "training"), "127.0.0.1:1");
    }
  }

  private static void trainTemplates(String address) throws IOException {
    var source = Files.createTempFile("training", ".ctmpl");
    try {
      Files.writeString(source, TEMPLATE);
      command(List.of("template", "-once", "-dry", "-template", source + ":nowhere"), address);
    } finally {
      Files.delete(source);
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

  private static void command(List<String> words, String address) {
    var environment = new HashMap<>(Terminal.forProcess().environment());
    environment.put("CONSUL_HTTP_ADDR", address);
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var nothing = new ByteArrayInputStream(new byte[0]);
    Main.run(new Terminal(nothing, nowhere, nowhere, environment), words);
  }
}
