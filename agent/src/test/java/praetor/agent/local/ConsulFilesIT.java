package praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.FakeClock;

/** An agent starts in the data directory of a Consul 1.21.4 agent, whose files are recorded. */
class ConsulFilesIT {
  private static final String WEB =
      "60c5590f72eef292f9545afc28bf63ca91d2016a0a288f90f9a32f89d3fffcaf";
  private static final String MEM_STATUS =
      "6fe2e0f6071ac2bb8d0b1ef26d1b691e625ba690a06edfd245847a8385aee999";

  @TempDir Path folder;

  private final FakeClock clock = new FakeClock();

  @BeforeEach
  void consulWasHere() throws IOException, URISyntaxException {
    var recorded = Objects.requireNonNull(getClass().getResource("consul-agent"));
    var from = Path.of(recorded.toURI());
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var to = folder.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
  }

  private Fixture start() {
    return Fixture.on(folder, clock).loaded();
  }

  @Test
  void itsRegistrationsAreTakenOver() {
    var agent = start();
    assertThat(agent.serviceIds()).containsExactly("px", "px-sidecar-proxy", "w1");
    assertThat(agent.checkIds())
        .containsExactlyInAnyOrder(
            "_service_maintenance:w1",
            "mem",
            "service:px-sidecar-proxy:1",
            "service:px-sidecar-proxy:2",
            "service:w1:1",
            "t1");
    var web = agent.state.service("w1").orElseThrow();
    assertThat(web.service().meta()).containsEntry("k", "v");
    var check = agent.state.check("service:w1:1").orElseThrow().definition();
    assertThat(check.http()).isEqualTo("http://127.0.0.1:9/x");
    assertThat(check.interval()).hasSeconds(10);
    assertThat(check.header()).containsKey("A");
  }

  @Test
  void theyAreTakenOverOnceAndKept() {
    start().registrations.deregisterService("w1");
    assertThat(start().serviceIds()).containsExactly("px", "px-sidecar-proxy");
    assertThat(folder.resolve("from-consul/services").resolve(WEB)).exists();
    assertThat(folder.resolve("services").resolve(WEB)).doesNotExist();
  }

  @Test
  void aStatusCountsWhileItsTimeIsNotOver() throws IOException {
    var later = clock.now().getEpochSecond() + 30;
    var file = folder.resolve("checks/state").resolve(MEM_STATUS);
    Files.writeString(
        file, Files.readString(file).replace("\"Expires\":1", "\"Expires\":" + later));
    assertThat(start().status("mem")).isEqualTo("passing fine");
  }

  @Test
  void emptyAndHalfWrittenFilesAreSetAside() throws IOException {
    var services = folder.resolve("services");
    var half = Files.readString(services.resolve(WEB)).substring(0, 40);
    Files.writeString(services.resolve(WEB), half);
    Files.writeString(services.resolve("empty"), "");
    Files.writeString(folder.resolve("checks").resolve("list"), "[1, 2]");
    assertThat(start().serviceIds()).containsExactly("px", "px-sidecar-proxy");
    assertThat(services.resolve(WEB + ".bad")).hasContent(half);
    assertThat(services.resolve("empty.bad")).exists();
    assertThat(folder.resolve("checks/list.bad")).exists();
  }
}
