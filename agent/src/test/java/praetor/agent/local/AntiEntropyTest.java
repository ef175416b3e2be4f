package praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.model.DeregisterRequest;
import praetor.model.HealthCheck;
import praetor.model.RegisterRequest;

class AntiEntropyTest {
  private static final Duration MINUTES = Duration.ofMinutes(10);

  private static RegisterRequest foreign(String service, String check) {
    var body = ServiceForms.service(Fixture.body("{'Name': '" + service + "'}"), false);
    var zero = HealthCheck.SHAPE.zero();
    var definition = CheckDefinitions.maintenance(service, "", "");
    var health =
        CheckDefinitions.health(
            Copies.placed(definition, check, check, service, ""),
            "node1",
            java.util.Optional.of(body),
            false);
    assertThat(zero.status()).isEmpty();
    return new RegisterRequest(
        "dc1",
        "",
        "node1",
        "",
        java.util.Map.of(),
        java.util.Map.of(),
        java.util.Optional.of(body),
        java.util.Optional.empty(),
        List.of(health),
        true,
        java.util.Optional.empty(),
        "",
        0,
        0);
  }

  @Test
  void theFirstComparisonBringsTheNode() {
    var agent = Fixture.create();
    agent.start();
    assertThat(agent.servers.journal()).containsExactly("register node");
    assertThat(agent.state.isInSync()).isTrue();
  }

  @Test
  void aServiceGoesWithItsChecksAtOnce() {
    var agent = Fixture.create();
    agent.start();
    agent.servers.journal();
    agent.service(
        "{'Name': 'web', 'Port': 80, 'Checks': [{'TTL': '1h'}, {'TTL': '1h', 'Status': 'passing'}]}");
    assertThat(agent.servers.journal())
        .containsExactly(
            "register service web check service:web:1=critical check service:web:2=passing");
    agent.check("{'Name': 'disk', 'TTL': '1h'}");
    assertThat(agent.servers.journal()).containsExactly("register check disk=critical");
  }

  @Test
  void nothingIsWrittenWhenNothingChanges() {
    var agent = Fixture.create();
    agent.start();
    agent.service("{'Name': 'web', 'Check': {'TTL': '10h', 'Status': 'passing'}}");
    agent.servers.journal();
    agent.service("{'Name': 'web', 'Check': {'TTL': '10h', 'Status': 'passing'}}");
    agent.registrations.report("service:web", "passing", "");
    agent.timers.advance(MINUTES);
    assertThat(agent.servers.journal()).isEmpty();
    assertThat(agent.servers.reads).isBetween(6, 11);
  }

  @Test
  void aStatusIsWrittenAtOnceAndAnOutputWhenItsTimeComes() {
    var agent = Fixture.create(Duration.ofMinutes(5));
    agent.start();
    agent.service("{'Name': 'web', 'Check': {'TTL': '10h'}}");
    agent.servers.journal();
    agent.registrations.report("service:web", "passing", "one");
    assertThat(agent.servers.journal()).containsExactly("register check service:web=passing");
    agent.registrations.report("service:web", "passing", "two");
    agent.registrations.report("service:web", "passing", "three");
    agent.timers.advance(Duration.ofSeconds(150));
    assertThat(agent.servers.journal()).isEmpty();
    assertThat(agent.servers.checks.get("service:web").output()).isEqualTo("one");
    agent.timers.advance(Duration.ofMinutes(5));
    assertThat(agent.servers.journal()).containsExactly("register check service:web=passing");
    assertThat(agent.servers.checks.get("service:web").output()).isEqualTo("three");
  }

  @Test
  void anOutputIsWrittenAtOnceWithoutAnInterval() {
    var agent = Fixture.create();
    agent.start();
    agent.check("{'Name': 'c', 'TTL': '10h'}");
    agent.servers.journal();
    agent.registrations.report("c", "critical", "still");
    assertThat(agent.servers.journal()).containsExactly("register check c=critical");
  }

  @Test
  void whatLeavesHereLeavesTheCatalog() {
    var agent = Fixture.create();
    agent.start();
    agent.service("{'Name': 'web', 'Checks': [{'TTL': '1h'}, {'TTL': '1h'}]}");
    agent.servers.journal();
    agent.registrations.deregisterCheck("service:web:1");
    assertThat(agent.servers.journal()).containsExactly("deregister check service:web:1");
    agent.registrations.deregisterService("web");
    assertThat(agent.servers.journal()).containsExactly("deregister service web");
    assertThat(agent.servers.services).isEmpty();
    assertThat(agent.servers.checks).isEmpty();
    agent.timers.advance(MINUTES);
    assertThat(agent.servers.journal()).isEmpty();
  }

  @Test
  void whatOnlyTheCatalogHasIsRemovedButForWhatTheServersWrite() {
    var agent = Fixture.create();
    agent.servers.register(foreign("stray", "stray-check"), Caller.unrestricted());
    agent.servers.register(foreign("consul", "serfHealth"), Caller.unrestricted());
    agent.servers.journal();
    agent.start();
    assertThat(agent.servers.journal())
        .containsExactlyInAnyOrder("register node", "deregister service stray");
    assertThat(agent.servers.services).containsOnlyKeys("consul");
    assertThat(agent.servers.checks).containsOnlyKeys("serfHealth");
    assertThat(agent.state.services()).isEmpty();
  }

  @Test
  void whatTheCatalogLostComesBack() {
    var agent = Fixture.create();
    agent.start();
    agent.service("{'Name': 'web', 'Check': {'TTL': '10h'}}");
    agent.check("{'Name': 'disk', 'TTL': '10h'}");
    agent.servers.deregister(
        new DeregisterRequest("dc1", "node1", "web", "", ""), Caller.unrestricted());
    agent.servers.deregister(
        new DeregisterRequest("dc1", "node1", "", "disk", ""), Caller.unrestricted());
    agent.servers.journal();
    agent.timers.advance(Duration.ofMinutes(2));
    assertThat(agent.servers.journal())
        .containsExactlyInAnyOrder(
            "register service web check service:web=critical", "register check disk=critical");
  }

  @Test
  void tagsOfTheCatalogWinWhereTheServiceAllowsIt() {
    var agent = Fixture.create();
    agent.start();
    agent.service("{'Name': 'a', 'Tags': ['mine'], 'EnableTagOverride': true}");
    agent.service("{'Name': 'b', 'Tags': ['mine']}");
    for (var id : List.of("a", "b")) {
      agent.servers.services.put(id, agent.servers.services.get(id).withTags(List.of("theirs")));
    }
    agent.servers.journal();
    agent.timers.advance(Duration.ofMinutes(2));
    assertThat(agent.state.service("a").orElseThrow().service().tags()).containsExactly("theirs");
    assertThat(agent.servers.services.get("a").tags()).containsExactly("theirs");
    assertThat(agent.servers.services.get("b").tags()).containsExactly("mine");
    assertThat(agent.servers.journal()).containsExactly("register service b");
  }

  @Test
  void manyServicesAreWrittenSideBySide() {
    var agent = Fixture.create();
    agent.start();
    agent.servers.hold();
    for (int i = 0; i < 5_000; i++) {
      agent.service("{'Name': 's" + i + "'}");
    }
    assertThat(agent.servers.held()).isEqualTo(512);
    agent.servers.release();
    assertThat(agent.servers.services).hasSize(5_000);
    assertThat(agent.state.isInSync()).isTrue();
  }

  @Test
  void changesOfOneServiceFollowOneAnother() {
    var agent = Fixture.create();
    agent.start();
    agent.servers.hold();
    agent.service("{'Name': 'web', 'Port': 1}");
    agent.service("{'Name': 'web', 'Port': 2}");
    agent.service("{'Name': 'web', 'Port': 3}");
    assertThat(agent.servers.held()).isEqualTo(1);
    agent.servers.journal();
    agent.servers.release();
    assertThat(agent.servers.journal())
        .containsExactly("register service web", "register service web");
    assertThat(agent.servers.services.get("web").port()).isEqualTo(3);
  }

  @Test
  void aServiceRemovedWhileItIsWrittenIsRemovedThereToo() {
    var agent = Fixture.create();
    agent.start();
    agent.servers.hold();
    agent.service("{'Name': 'web'}");
    agent.registrations.deregisterService("web");
    agent.servers.release();
    assertThat(agent.servers.services).isEmpty();
    agent.service("{'Name': 'web'}");
    assertThat(agent.servers.services).containsKey("web");
  }

  @Test
  void writesThatFailAreTriedAgainEverLater() {
    var agent = Fixture.create();
    agent.start();
    agent.servers.journal();
    agent.servers.fail(RequestException.failed("rpc error"));
    agent.service("{'Name': 'web'}");
    agent.timers.advance(Duration.ofSeconds(20));
    agent.servers.recover();
    assertThat(agent.servers.journal()).isEmpty();
    agent.timers.advance(Duration.ofSeconds(23));
    assertThat(agent.servers.journal()).containsExactly("register service web");
  }

  @Test
  void aLeaderEndsTheWaiting() {
    var agent = Fixture.create();
    agent.servers.fail(RequestException.noLeader());
    agent.start();
    agent.service("{'Name': 'web'}");
    agent.servers.recover();
    agent.antiEntropy.leaderFound();
    agent.timers.advance(Duration.ZERO);
    assertThat(agent.servers.services).containsKey("web");
  }

  @Test
  void aRefusedWriteWaitsForTheNextComparison() {
    var agent = Fixture.create();
    agent.start();
    agent.servers.journal();
    agent.servers.fail(new RequestException(403, "Permission denied"));
    agent.service("{'Name': 'web'}");
    agent.servers.recover();
    agent.timers.advance(Duration.ofSeconds(10));
    assertThat(agent.servers.journal()).isEmpty();
    agent.timers.advance(Duration.ofMinutes(2));
    assertThat(agent.servers.journal()).containsExactly("register service web");
  }

  @Test
  void eachThingIsWrittenWithItsToken() {
    var agent = Fixture.create();
    agent.start();
    agent.servers.tokens.clear();
    agent.registrations.registerService(
        Fixture.body("{'Name': 'web', 'Token': 'own', 'Check': {'TTL': '1h'}}"), "request", false);
    agent.registrations.registerService(Fixture.body("{'Name': 'db'}"), "request", false);
    assertThat(agent.servers.tokens).containsExactly("own", "request");
  }

  @Test
  void theMissingLeaderIsToldOncePerStart() {
    var log = (Logger) LoggerFactory.getLogger("agent.anti_entropy");
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    log.addAppender(appender);
    try {
      var agent = Fixture.create();
      agent.servers.fail(RequestException.noLeader());
      agent.start();
      agent.timers.advance(MINUTES);
      agent.servers.recover();
      agent.timers.advance(MINUTES);
      agent.servers.fail(RequestException.noLeader());
      agent.timers.advance(MINUTES);
      assertThat(appender.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly("failed to sync remote state: No cluster leader");
    } finally {
      log.detachAppender(appender);
    }
  }

  @Test
  void aClosedAgentIsSilent() {
    var agent = Fixture.create();
    agent.start();
    agent.servers.journal();
    agent.antiEntropy.close();
    agent.service("{'Name': 'web'}");
    agent.timers.advance(MINUTES);
    assertThat(agent.servers.journal()).isEmpty();
  }

  @Test
  void whoWaitsIsToldWhenTheCatalogHasTheChange() {
    var agent = Fixture.create();
    agent.start();
    agent.service("{'Name': 'web', 'Check': {'TTL': '10h'}}");
    agent.servers.hold();
    agent.registrations.report("service:web", "passing", "");
    var written = agent.state.whenWritten("web");
    assertThat(written).isNotDone();
    agent.servers.release();
    assertThat(written).isDone();
    assertThat(agent.state.whenWritten("web")).isDone();
  }

  @Test
  void nobodyWaitsForACatalogOutOfReach() {
    var agent = Fixture.create();
    agent.start();
    agent.service("{'Name': 'web', 'Check': {'TTL': '10h'}}");
    agent.servers.fail(RequestException.failed("No cluster leader"));
    agent.registrations.report("service:web", "passing", "");
    assertThat(agent.state.whenWritten("web")).isDone();
  }
}
