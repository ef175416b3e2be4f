package praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.FakeClock;

/** What an agent remembers when it starts again on the same folder. */
class PersistenceIT {
  @TempDir Path folder;

  private final FakeClock clock = new FakeClock();

  private Fixture start() {
    return Fixture.on(folder, clock).loaded();
  }

  private String content(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  @Test
  void registrationsSurvive() {
    var before = start();
    before.service(
        "{'Name': 'web', 'Port': 80, 'Tags': ['b', 'a'], 'Meta': {'k': 'v'}, 'Token': 't',"
            + " 'Check': {'TTL': '1h', 'Notes': 'n'}, 'Connect': {'SidecarService': {}}}");
    before.check("{'Name': 'disk', 'TTL': '1h'}");
    before.registrations.nodeMaintenance(true, "why", "");
    var after = start();
    assertThat(after.state.services()).isEqualTo(before.state.services());
    assertThat(after.checkIds()).isEqualTo(before.checkIds());
    for (var id : before.checkIds()) {
      assertThat(after.state.check(id).orElseThrow().health())
          .isEqualTo(before.state.check(id).orElseThrow().health());
    }
    after.registrations.deregisterService("web");
    assertThat(after.serviceIds()).isEmpty();
  }

  @Test
  void deregisteredThingsAreGone() throws IOException {
    var before = start();
    before.service("{'Name': 'web', 'Check': {'TTL': '1h'}}");
    before.check("{'Name': 'disk', 'TTL': '1h'}");
    before.registrations.deregisterService("web");
    before.registrations.deregisterCheck("disk");
    var after = start();
    assertThat(after.state.services()).isEmpty();
    assertThat(after.state.checks()).isEmpty();
  }

  @Test
  void aTtlStatusSurvivesWhileItsTimeIsNotOver() {
    var before = start();
    before.service("{'Name': 'web', 'Checks': [{'TTL': '60s'}, {'TTL': '10s'}]}");
    before.registrations.report("service:web:1", "passing", "fine");
    before.registrations.report("service:web:2", "passing", "fine");
    before.timers.advance(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(20));
    var after = start();
    assertThat(after.status("service:web:1")).isEqualTo("passing fine");
    assertThat(after.status("service:web:2")).isEqualTo("critical ");
    after.timers.advance(Duration.ofSeconds(38));
    assertThat(after.status("service:web:1")).isEqualTo("passing fine");
    after.timers.advance(Duration.ofSeconds(2));
    assertThat(after.status("service:web:1"))
        .isEqualTo("critical TTL expired (last output before timeout follows): fine");
  }

  @Test
  void aDamagedRegistrationIsLeftOutAndTheRestCounts() throws IOException {
    var before = start();
    before.service("{'Name': 'good'}");
    before.service("{'Name': 'bent'}");
    before.service("{'Name': 'fine'}");
    var damaged = content("services.log").replace("\"bent\"", "\"bend\"");
    Files.writeString(folder.resolve("services.log"), damaged);
    assertThat(start().serviceIds()).containsExactly("fine", "good");
    assertThat(content("services.log.bad")).isEqualTo(damaged);
    assertThat(start().serviceIds()).containsExactly("fine", "good");
  }

  @Test
  void aDefinitionInAFileGoesBeforeAKeptOne() throws IOException {
    start().service("{'Name': 'web', 'Port': 1}");
    var after = Fixture.on(folder, clock);
    after.registrations.load(List.of(Fixture.body("{'Name': 'web', 'Port': 2}")), List.of(), true);
    assertThat(after.state.service("web").orElseThrow().service().port()).isEqualTo(2);
    assertThat(start().serviceIds()).isEmpty();
  }

  @Test
  void anEqualRegistrationWritesNothing() throws IOException {
    var agent = start();
    agent.service("{'Name': 'web', 'Check': {'TTL': '1h'}}");
    var written = content("services.log") + content("checks.log");
    agent.service("{'Name': 'web', 'Check': {'TTL': '1h'}}");
    assertThat(content("services.log") + content("checks.log")).isEqualTo(written);
  }
}
