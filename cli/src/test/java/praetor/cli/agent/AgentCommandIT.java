package praetor.cli.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentCommandIT {

  @TempDir Path folder;

  /** A started command; what it prints is read line by line. */
  private record Running(Process process, BufferedReader out, StringBuilder seen) {

    /** Reads on until a line has this text. */
    Running until(String text) throws IOException {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        seen.append(line).append('\n');
        if (line.contains(text)) {
          return this;
        }
      }
      throw new AssertionError("ended without \"" + text + "\":\n" + seen);
    }

    Running signal(String name) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
      return this;
    }

    int end() throws IOException, InterruptedException {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        seen.append(line).append('\n');
      }
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }
  }

  private Running start(String... flags) throws IOException {
    var words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "praetor.cli.agent.AgentProgram"));
    words.addAll(List.of(flags));
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    return new Running(process, process.inputReader(UTF_8), new StringBuilder());
  }

  @Test
  void aDevAgentPrintsItsBannerRunsAndEndsOnASignalWithoutLeaving() throws Exception {
    var pid = folder.resolve("p.pid");
    var agent =
        start("-dev", "-node=bn", "-log-level=info", "-pid-file=" + pid, "-grpc-tls-port=-1");
    agent.until("Consul agent running!");
    assertThat(pid).hasContent(String.valueOf(agent.process().pid()));
    assertThat(agent.signal("INT").end()).isEqualTo(1);
    assertThat(pid).doesNotExist();
    assertThat(agent.seen().toString())
        .containsPattern("==> Praetor [0-9.]+\\S*, compatible with Consul 1\\.21\\.4\n")
        .containsPattern(
            """
            ==> Starting Consul agent\\.\\.\\.
                           Version: '1\\.21\\.4\\+praetor-[0-9-]+'
                        Build Date: '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\+0000 UTC'
                           Node ID: '[0-9a-f-]{36}'
                         Node name: 'bn'
                        Datacenter: 'dc1' \\(Segment: '<all>'\\)
                            Server: true \\(Bootstrap: false\\)
                       Client Addr: \\[127\\.0\\.0\\.1] \\(HTTP: 8500, HTTPS: -1, gRPC: 8502, gRPC-TLS: -1, DNS: 8600\\)
                      Cluster Addr: 127\\.0\\.0\\.1 \\(LAN: 8301, WAN: 8302\\)
                 Gossip Encryption: false
                  Auto-Encrypt-TLS: false
                       ACL Enabled: false
                 Reporting Enabled: false
                ACL Default Policy: allow
            """)
        .contains("\n==> Log data will now stream in as it occurs:\n\n")
        .containsPattern(
            "\\d{4}-\\d\\d-\\d\\dT[\\d:.]{12}Z \\[INFO]  agent: Consul agent running!\n")
        .contains("[INFO]  agent: Caught: signal=interrupt\n")
        .contains("story: stop\n")
        .doesNotContain("story: leave")
        .contains("[INFO]  agent: Exit code: code=1\n");
  }

  @Test
  void aClientLeavesOnASignalAndExitsWithZero() throws Exception {
    var data = folder.resolve("data");
    var agent = start("-data-dir=" + data, "-bind=127.0.0.1", "-node=cl");
    agent.until("Consul agent running!").signal("TERM");
    assertThat(agent.end()).isZero();
    assertThat(agent.seen().toString())
        .contains("Server: false (Bootstrap: false)")
        .contains("Datacenter: 'dc1' (Segment: '')")
        .contains("[INFO]  agent: Caught: signal=terminated\n")
        .contains("[INFO]  agent: Gracefully shutting down agent...\nstory: leave\nstory: stop\n")
        .contains("[INFO]  agent: Graceful exit completed\n")
        .contains("[INFO]  agent: Exit code: code=0\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void aNodeKeepsItsIdInItsDataFolder() throws Exception {
    var data = folder.resolve("data");
    for (int run = 0; run < 2; run++) {
      var agent = start("-data-dir=" + data, "-bind=127.0.0.1");
      agent.until("Consul agent running!").signal("INT").end();
      assertThat(agent.seen().toString())
          .contains("Node ID: '" + Files.readString(data.resolve("node-id")) + "'");
    }
  }

  @Test
  void hangupReloadsTheConfiguration() throws Exception {
    var agent = start("-dev", "-node=bn", "-log-level=info");
    agent.until("Consul agent running!").signal("HUP").until("story: reload bn").signal("INT");
    assertThat(agent.end()).isEqualTo(1);
    assertThat(agent.seen().toString()).contains("[INFO]  agent: Caught: signal=hangup\n");
  }

  @Test
  void theLogCanBeJson() throws Exception {
    var agent = start("-dev", "-log-json", "-log-level=info");
    agent.until("Consul agent running!").signal("INT").end();
    assertThat(agent.seen().toString())
        .containsPattern(
            "\\{\"@level\":\"info\",\"@message\":\"Exit code\",\"@module\":\"agent\",\"@timestamp\":\"[^\"]+Z\",\"code\":1}");
  }

  @Test
  void bootstrapWarningsComeBeforeTheBanner() throws Exception {
    var agent = start("-dev", "-bootstrap");
    agent.until("Starting Consul agent").signal("KILL").end();
    assertThat(agent.seen().toString())
        .startsWith("==> WARNING: Bootstrap mode enabled! Do not enable unless necessary\n");
  }

  @Test
  void whatCannotBeOpenedIsOneSentenceAndExitCodeOne() throws Exception {
    var agent = start("-dev", "-node=unlucky");
    assertThat(agent.end()).isEqualTo(1);
    assertThat(agent.seen().toString())
        .endsWith("==> listen tcp 127.0.0.1:8500: bind: address already in use\n")
        .doesNotContain("\tat ");
  }

  @Test
  void aDataFolderThatCannotBeIsOneSentence() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "");
    var agent = start("-data-dir=" + file.resolve("data"), "-bind=127.0.0.1");
    assertThat(agent.end()).isEqualTo(1);
    assertThat(agent.seen().toString())
        .isEqualTo("==> cannot use the data directory " + file + "/data: Not a directory\n");
  }
}
