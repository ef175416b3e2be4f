package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;
import praetor.testkit.agent.ProcessLauncher;

/**
 * The pages for bad nights say nothing that does not work: their {@code sh} blocks are run, one
 * after the other in one shell. Folders of the machine are folders of the test, and an agent gets
 * ports of its own.
 */
@Timeout(300)
class DocsCommandsIT {
  private static final Duration RUN_MAX = Duration.ofSeconds(200);
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

  @TempDir Path folder;
  private final AgentPorts ports = AgentPorts.free();
  private String address = "";

  @BeforeEach
  void install() throws IOException {
    var config = AgentConfig.server(folder, ports);
    address = "127.0.0.1:" + config.path("ports").path("http").asInt();
    config.remove(List.of("bootstrap", "server", "data_dir", "node_name"));
    var file = Files.writeString(folder.resolve("ports.json"), config.toString());
    // An agent of a page is ended with the shell that started it.
    script(
        "praetor",
        Program.command(),
        "case $1 in agent) set -- \"$@\" -config-file=%s; echo $$ >%s;; esac"
            .formatted(file, folder.resolve("agent.pid")),
        address);
  }

  /** A program on the path of the shell. */
  private void script(String name, List<String> command, String first, String agent)
      throws IOException {
    var bin = Files.createDirectories(folder.resolve("bin"));
    var text = new StringBuilder("#!/bin/sh\nexport CONSUL_HTTP_ADDR=" + agent + "\n");
    text.append(first).append("\nexec");
    command.forEach(word -> text.append(" '").append(word).append('\''));
    var script = Files.writeString(bin.resolve(name), text + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  @AfterEach
  void endAgent() throws Exception {
    var pid = folder.resolve("agent.pid");
    if (Files.exists(pid)) {
      var process = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
      if (process.isPresent()) {
        process.get().destroyForcibly();
        process.get().onExit().join();
      }
    }
  }

  private static List<String> blocks(String page) throws IOException {
    var text = Files.readString(Path.of("../docs").resolve(page));
    return BLOCK.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private String run(List<String> blocks) throws Exception {
    var script =
        String.join("\n", blocks)
            .replace("/backups", folder.resolve("backups").toString())
            .replace("/var/lib", folder.resolve("lib").toString());
    var path = folder.resolve("bin") + ":" + System.getenv("PATH");
    Files.createDirectories(folder.resolve("lib"));
    var page = Files.writeString(folder.resolve("page.sh"), script);
    try (var console =
        Console.start(
            folder, List.of("env", "PATH=" + path, "sh", "-ex"), List.of(page.toString()))) {
      var ended = console.ended(RUN_MAX);
      assertThat(ended.exitCode()).as(ended.output()).isZero();
      return ended.output();
    }
  }

  private ProcessAgent old(ProcessLauncher launcher) throws Exception {
    var home = Files.createDirectories(folder.resolve("old"));
    var agent = launcher.start(home, AgentConfig.server(home, AgentPorts.free()));
    agent.awaitLeader();
    var api = new Api(agent.httpUri());
    api.accepted("/v1/kv/app/db", "good");
    api.accepted("/v1/kv/app/web", "good");
    api.accepted(
        "/v1/catalog/register",
        """
        {"Node": "external", "Address": "10.1.2.3", "Service": {"Service": "search", "Port": 80}}
        """);
    return agent;
  }

  @Test
  void theStepsOfADisasterBringEverythingBack() throws Exception {
    try (var agent = old(Program.launcher())) {
      var where = Map.of("CONSUL_HTTP_ADDR", agent.httpUri().getAuthority());
      for (var words :
          List.of(
              List.of("snapshot", "agent", "-interval=0", "-local-path=backups"),
              List.of("backup", "create", "-dest=backups/kv"))) {
        var ended = Console.run(folder, Program.command(), where, words.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
      }
    }
    var page = blocks("disaster-recovery.md");
    assertThat(page).hasSize(7);
    var output =
        run(
            List.of(
                page.get(0),
                page.get(1),
                page.get(2),
                page.get(3),
                "praetor kv delete app/db; praetor kv put app/web bad",
                page.get(4),
                "praetor kv delete app/db",
                page.get(5),
                page.get(6)));
    assertThat(output)
        .containsSubsequence("Restored snapshot", "search", "app/")
        .containsSubsequence("+ kv:app/db", "~ kv:app/web", "Restored 1 keys");
    var api = new Api(URI.create("http://" + address));
    assertThat(api.get("/v1/kv/app/db?raw").text()).isEqualTo("good");
    assertThat(api.get("/v1/kv/app/web?raw").text()).isEqualTo("good");
    assertThat(api.get("/v1/catalog/service/search").text()).contains("10.1.2.3");
  }

  /** With a real Consul where the variable CONSUL_BIN names one. */
  @Test
  void aDatacenterMovesOverAndBack() throws Exception {
    var consul = ProcessLauncher.consul();
    try (var agent = old(consul.orElseGet(Program::launcher))) {
      script(
          "consul",
          consul.map(ProcessLauncher::command).orElseGet(Program::command),
          "",
          agent.httpUri().getAuthority());
      var page = blocks("moving-from-consul.md");
      assertThat(page).hasSize(5);
      var output =
          run(
              List.of(
                  page.get(0),
                  page.get(1),
                  page.get(2),
                  "consul kv put app/late 1",
                  page.get(3),
                  "praetor kv put app/here 1",
                  page.get(4)));
      assertThat(output).containsSubsequence("Saved and verified", "KVS", "search", "app/");
      var api = new Api(URI.create("http://" + address));
      assertThat(api.get("/v1/kv/app/late?raw").text()).isEqualTo("1");
      assertThat(new Api(agent.httpUri()).get("/v1/kv/app/here?raw").text()).isEqualTo("1");
    }
  }
}
