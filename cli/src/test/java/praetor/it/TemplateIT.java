package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.RunningAgent;

/** The commands template and env as processes: files, commands, programs, signals, guards. */
class TemplateIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path EXAMPLE =
      Path.of("..", "examples", "nginx", "upstream.conf.ctmpl").toAbsolutePath();

  @TempDir static Path shared;
  private static RunningAgent agent;
  private static Api api;

  @TempDir Path folder;

  @BeforeAll
  static void startAgent() throws Exception {
    agent = Program.launcher().start(shared, AgentConfig.server(shared, AgentPorts.free()));
    api = new Api(agent.httpUri());
    Awaitility.await().atMost(PATIENCE).untilAsserted(() -> api.accepted("/v1/kv/up", "1"));
  }

  @AfterAll
  static void stopAgent() {
    agent.close();
  }

  private Process start(String command, String... words) throws IOException {
    var line = new ArrayList<>(Program.command());
    line.add(command);
    line.addAll(List.of("-consul-addr", agent.httpUri().getAuthority()));
    line.addAll(List.of(words));
    var builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.redirectOutput(folder.resolve("stdout").toFile());
    builder.redirectError(folder.resolve("stderr").toFile());
    return builder.start();
  }

  private int run(String command, String... words) throws Exception {
    var process = start(command, words);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private String text(String name) throws IOException {
    var file = folder.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private void awaitText(String name, String wanted) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(text(name)).as(name).isEqualTo(wanted));
  }

  @Test
  void aFileIsRenderedAndItsCommandRunsWheneverItChanges() throws Exception {
    api.accepted("/v1/kv/one/a", "1");
    write("in.ctmpl", "a={{ key \"one/a\" }}\n");
    var process = start("template", "-template", "in.ctmpl:out.conf:cat out.conf >> reloads");
    try {
      awaitText("reloads", "a=1\n");
      api.accepted("/v1/kv/one/a", "2");
      awaitText("reloads", "a=1\na=2\n");
      assertThat(text("out.conf")).isEqualTo("a=2\n");
      process.destroy();
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(12);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theSampleMakesNginxUpstreamsOfServices() throws Exception {
    api.accepted(
        "/v1/catalog/register",
        """
        {"Node":"nx","Address":"10.1.1.1","Service":{"ID":"shop1","Service":"shop","Port":81,"Tags":["http"]}}
        """);
    assertThat(run("template", "-once", "-template", EXAMPLE + ":up.conf")).isZero();
    assertThat(text("up.conf"))
        .contains("upstream shop {\n  server 10.1.1.1:81 weight=1;\n}\n")
        .doesNotContain("upstream consul");
  }

  @Test
  void aCommandThatFailsGivesTheEarlierFileBack() throws Exception {
    api.accepted("/v1/kv/two/a", "new");
    write("in.ctmpl", "{{ key \"two/a\" }}");
    write("out.conf", "old");
    write(
        "c.hcl",
        """
        template {
          source = "in.ctmpl"
          destination = "out.conf"
          command = "grep -q old out.conf"
          rollback = true
        }
        """);
    assertThat(run("template", "-once", "-config", "c.hcl")).isZero();
    assertThat(text("out.conf")).isEqualTo("old");
    assertThat(text("stderr")).contains("failed to execute command");
  }

  @Test
  void aCommandThatHangsIsKilledAndNamed() throws Exception {
    write(
        "c.hcl",
        """
        template {
          contents = "x"
          destination = "out.conf"
          command = "sleep 600"
          command_timeout = "200ms"
        }
        """);
    assertThat(run("template", "-once", "-config", "c.hcl")).isEqualTo(14);
    assertThat(text("stderr"))
        .contains(
            "child: command did not exit within time limit (\"200ms\"):\n    sh -c sleep 600");
  }

  @Test
  void tooFewInstancesLeaveTheFileAsItIs() throws Exception {
    write("out.conf", "good");
    write(
        "c.hcl",
        """
        template {
          contents = "{{ range service \\"nobody\\" }}{{ .ID }}{{ end }}"
          destination = "out.conf"
          min_instances = 1
        }
        """);
    var process = start("template", "-config", "c.hcl");
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> text("stderr").contains("fewer than min_instances = 1"));
      assertThat(text("out.conf")).isEqualTo("good");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aTemplateThatNeverResolvesStopsNoOther() throws Exception {
    write("never.ctmpl", "{{ key \"three/never\" }}");
    write("now.ctmpl", "now");
    var process =
        start("template", "-template", "never.ctmpl:never.conf", "-template", "now.ctmpl:now.conf");
    try {
      awaitText("now.conf", "now");
      assertThat(folder.resolve("never.conf")).doesNotExist();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theProgramOfExecModeStartsAnewWhenAFileChanges() throws Exception {
    api.accepted("/v1/kv/four/a", "1");
    write("in.ctmpl", "{{ key \"four/a\" }}");
    var process =
        start(
            "template", "-template", "in.ctmpl:out", "-exec", "cat out >> starts; exec sleep 600");
    try {
      awaitText("starts", "1");
      api.accepted("/v1/kv/four/a", "2");
      awaitText("starts", "12");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void keysBecomeTheEnvironmentOfAProgramWhoseCodeIsOurs() throws Exception {
    api.accepted("/v1/kv/env/base/name", "base");
    api.accepted("/v1/kv/env/base/port", "1");
    api.accepted("/v1/kv/env/over/name", "over");
    api.accepted("/v1/kv/env/over/a-b", "c");
    int code =
        run(
            "env",
            "-prefix",
            "env/base",
            "-prefix",
            "env/over",
            "-upcase",
            "-sanitize",
            "-once",
            "sh",
            "-c",
            "echo $NAME $PORT $A_B; exit 7");
    assertThat(text("stdout")).isEqualTo("over 1 c\n");
    assertThat(code).isEqualTo(7);
  }

  @Test
  void aTemplateThatCannotBeReadLeavesTheOthersAloneWhenItMay() throws Exception {
    write(
        "c.hcl",
        """
        template {
          contents = "{{ nofunc }}"
          destination = "wrong"
          error_fatal = false
        }
        template {
          contents = "fine"
          destination = "right"
        }
        """);
    var process = start("template", "-config", "c.hcl");
    try {
      awaitText("right", "fine");
      assertThat(text("stderr")).contains("function \"nofunc\" not defined");
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }
}
