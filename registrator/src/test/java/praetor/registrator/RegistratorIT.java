package praetor.registrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.docker.DockerClient;
import praetor.docker.DockerHost;
import praetor.model.SystemClock;
import praetor.registrator.rules.Registered;
import praetor.registrator.rules.ServiceOptions;
import praetor.testkit.docker.FakeContainers;

/** The loop between an Engine over a socket and a registry in memory. */
@Timeout(120)
class RegistratorIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final Duration RARELY = Duration.ofMinutes(10);
  private static final Duration OFTEN = Duration.ofMillis(20);

  @TempDir Path folder;
  private final MemoryRegistry registry = new MemoryRegistry();
  private final Lines log = new Lines();
  private FakeContainers engine;
  private DockerClient docker;
  private Thread thread;

  /** Keeps what the registrator says. */
  private static final class Lines implements RegistratorLog {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void say(String line) {
      lines.add(line);
    }

    @Override
    public void warn(String line) {
      lines.add("WARN " + line);
    }
  }

  @BeforeEach
  void startEngine() throws IOException {
    engine = FakeContainers.start();
    docker = new DockerClient(new DockerHost(engine.uri()));
    thread = Thread.ofVirtual().unstarted(() -> {});
  }

  @AfterEach
  void stop() throws Exception {
    stopRegistrator();
    engine.close();
    docker.close();
  }

  private void startRegistrator(Duration compareEvery, boolean cleanup, boolean onSuccess) {
    startRegistrator(
        new RegistratorSettings(
            ServiceOptions.of("h"),
            List.of(),
            cleanup,
            onSuccess,
            compareEvery,
            false,
            Optional.empty(),
            Optional.empty()));
  }

  private void startRegistrator(RegistratorSettings settings) {
    var registrator =
        new Registrator(
            docker,
            registry,
            settings,
            Optional.empty(),
            (tags, _) -> tags,
            log,
            SystemClock.INSTANCE);
    thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    registrator.run();
                  } catch (InterruptedException _) {
                    // The test is over.
                  }
                });
    await("followed").atMost(SOON).until(() -> engine.followers() > 0);
  }

  private void startRegistrator() {
    startRegistrator(RARELY, false, false);
  }

  private void stopRegistrator() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  private void awaitIds(String... ids) {
    await().atMost(SOON).untilAsserted(() -> assertThat(registry.ids()).containsExactly(ids));
  }

  @Test
  void containersComeAndGo() {
    engine.run("c1", Inspect.web("c1", 1001));
    startRegistrator();
    awaitIds("h:c1:80");
    engine.run("c2", Inspect.web("c2", 1002));
    awaitIds("h:c1:80", "h:c2:80");
    engine.end("c1", 0);
    awaitIds("h:c2:80");
    assertThat(log.lines)
        .contains("added: c2 h:c2:80", "removed: c1 h:c1:80", "Syncing services on 1 containers");
  }

  @Test
  void onlyContainersWithTheLabelsCount() {
    engine.run("c1", Inspect.labelled("c1", 1001, "{\"host\":\"a\",\"x\":\"\"}"));
    engine.run("c2", Inspect.labelled("c2", 1002, "{\"host\":\"b\",\"x\":\"\"}"));
    startRegistrator(
        new RegistratorSettings(
            ServiceOptions.of("h"),
            List.of("host=a", "x"),
            false,
            false,
            RARELY,
            false,
            Optional.empty(),
            Optional.empty()));
    awaitIds("h:c1:80");
    engine.run("c3", Inspect.labelled("c3", 1003, "{\"host\":\"a\"}"));
    engine.run("c4", Inspect.labelled("c4", 1004, "{\"host\":\"b\",\"x\":\"\"}"));
    engine.run("c5", Inspect.labelled("c5", 1005, "{\"host\":\"a\",\"x\":\"1\"}"));
    awaitIds("h:c1:80", "h:c5:80");
    assertThat(engine.listQueries()).containsOnly("filters={\"label\":[\"host=a\",\"x\"]}");
  }

  @Test
  void idsOfTheirOwnAreKnownAfterARestart() throws Exception {
    var file = folder.resolve("ids");
    engine.run("c1", Inspect.web("c1", 1001, "[\"SERVICE_ID=mine\"]", ""));
    engine.run("c2", Inspect.web("c2", 1002, "[\"SERVICE_ID=also mine\"]", ""));
    startRegistrator(remembering(file));
    awaitIds("also mine", "mine");
    assertThat(file).hasContent("also mine\nmine\n");
    stopRegistrator();
    engine.end("c1", 0);
    registry.put(Registered.place("of others", "web", "", 1));
    startRegistrator(remembering(file));
    awaitIds("also mine", "of others");
    await().atMost(SOON).untilAsserted(() -> assertThat(file).hasContent("also mine\n"));
  }

  @Test
  void aFileOfIdsThatCannotBeWrittenIsOneLine() {
    startRegistrator(remembering(folder.resolve("nowhere").resolve("ids")));
    engine.run("c1", Inspect.web("c1", 1001));
    awaitIds("h:c1:80");
    engine.run("c2", Inspect.web("c2", 1002));
    awaitIds("h:c1:80", "h:c2:80");
    assertThat(log.lines.stream().filter(l -> l.contains("own services cannot be kept")))
        .hasSize(1);
  }

  private static RegistratorSettings remembering(Path file) {
    return new RegistratorSettings(
        ServiceOptions.of("h"),
        List.of(),
        false,
        false,
        RARELY,
        false,
        Optional.empty(),
        Optional.of(file));
  }

  @Test
  void whatStartsWhileNobodyListensIsFoundAfterwards() {
    startRegistrator();
    engine.away(true);
    engine.run("c1", Inspect.web("c1", 1001));
    engine.away(false);
    awaitIds("h:c1:80");
  }

  @Test
  void containersStayRegisteredWhileTheEngineIsAway() {
    engine.run("c1", Inspect.web("c1", 1001));
    startRegistrator();
    awaitIds("h:c1:80");
    engine.away(true);
    await().atMost(SOON).until(() -> log.lines.stream().anyMatch(l -> l.startsWith("WARN Docker")));
    assertThat(registry.ids()).containsExactly("h:c1:80");
    engine.away(false);
    await().atMost(SOON).until(() -> log.lines.contains("Docker is back"));
    assertThat(registry.writes()).isEqualTo(1);
  }

  @Test
  void aRegistryThatWasAwayGetsWhatHasHappened() {
    engine.run("c1", Inspect.web("c1", 1001));
    startRegistrator();
    awaitIds("h:c1:80");
    registry.away(true);
    engine.run("c2", Inspect.web("c2", 1002));
    engine.end("c1", 0);
    await().atMost(SOON).until(() -> log.lines.stream().anyMatch(l -> l.contains("trying again")));
    registry.away(false);
    awaitIds("h:c2:80");
    assertThat(log.lines.stream().filter(l -> l.contains("trying again"))).hasSize(1);
  }

  @Test
  void aComparisonMendsWhatOthersChange() {
    engine.run("c1", Inspect.web("c1", 1001));
    startRegistrator(OFTEN, false, false);
    awaitIds("h:c1:80");
    registry.lose();
    awaitIds("h:c1:80");
    registry.put(Registered.place("h:gone:80", "web", "", 1));
    registry.put(Registered.place("other:gone:80", "web", "", 1));
    registry.put(Registered.place("mine", "web", "", 1));
    awaitIds("h:c1:80", "mine", "other:gone:80");
    assertThat(log.lines).contains("dangling: h:gone:80", "h:gone:80 removed");
  }

  @Test
  void aHundredIdleComparisonsWriteNothing() {
    engine.run("c1", Inspect.web("c1", 1001));
    startRegistrator(OFTEN, false, false);
    awaitIds("h:c1:80");
    int before = engine.lists();
    await().atMost(Duration.ofSeconds(30)).until(() -> engine.lists() >= before + 100);
    assertThat(registry.writes()).isEqualTo(1);
  }

  @Test
  void aRestartWritesNothing() throws Exception {
    engine.run("c1", Inspect.web("c1", 1001));
    startRegistrator();
    awaitIds("h:c1:80");
    stopRegistrator();
    assertThat(registry.ids()).containsExactly("h:c1:80");
    engine.run("c2", Inspect.web("c2", 1002));
    startRegistrator();
    awaitIds("h:c1:80", "h:c2:80");
    assertThat(registry.writes()).isEqualTo(2);
  }

  @Test
  void whatEndedBetweenTwoRunsIsRemoved() throws Exception {
    engine.run("c1", Inspect.web("c1", 1001));
    startRegistrator();
    awaitIds("h:c1:80");
    stopRegistrator();
    engine.end("c1", 0);
    startRegistrator();
    awaitIds();
  }

  @Test
  void theSameEndpointUnderAFormerNameOfTheHostIsReplaced() {
    registry.put(Registered.place("former:c1:80", "web", "", 1001));
    engine.run("c1", Inspect.web("c1", 1001));
    startRegistrator();
    awaitIds("h:c1:80");
  }

  @Test
  void aRefusedServiceIsToldOnceAndHoldsUpNobody() {
    startRegistrator(OFTEN, false, false);
    engine.run("c1", Inspect.web("c1", 1001, "[\"SERVICE_NAME=bad name\"]", ""));
    engine.run("c2", Inspect.web("c2", 1002));
    awaitIds("h:c2:80");
    int before = engine.lists();
    await().atMost(SOON).until(() -> engine.lists() >= before + 5);
    assertThat(log.lines.stream().filter(l -> l.contains("register failed")))
        .containsExactly("WARN register failed: h:c1:80 Unexpected response code: 400");
  }

  @Test
  void containersThatFailKeepTheirServicesWhereThatIsWanted() {
    startRegistrator(RARELY, false, true);
    engine.run("ok", Inspect.web("ok", 1001));
    engine.run("failed", Inspect.web("failed", 1002));
    engine.run("killed", Inspect.web("killed", 1003));
    awaitIds("h:failed:80", "h:killed:80", "h:ok:80");
    engine.end("failed", 3);
    engine.happened("killed", "kill", "{\"signal\":\"9\"}");
    engine.end("killed", 137);
    engine.end("ok", 0);
    awaitIds("h:failed:80");
    engine.run("failed", Inspect.web("failed", 1004));
    engine.end("failed", 0);
    awaitIds();
  }

  @Test
  void podmanSaysTheSameInOtherWords() {
    startRegistrator();
    engine.run("c1", Inspect.web("c1", 1001));
    awaitIds("h:c1:80");
    engine.change("c1", "rename", Inspect.web("c1", 1001).replace("/c1", "/c9"));
    awaitIds("h:c9:80");
    engine.say("{\"status\":\"remove\",\"id\":\"c1\",\"Type\":\"container\",\"time\":1}\n");
    assertThat(engine.running()).containsExactly("c1");
    awaitIds("h:c9:80");
  }

  @Test
  void aHealthcheckIsTold() {
    startRegistrator(OFTEN, false, false);
    engine.run("c1", Inspect.web("c1", 1001, "[]", "starting"));
    awaitIds("h:c1:80");
    assertThat(registry.service("h:c1:80").health().orElseThrow().status()).isEqualTo("critical");
    engine.change("c1", "health_status: healthy", Inspect.web("c1", 1001, "[]", "healthy"));
    await()
        .atMost(SOON)
        .until(() -> registry.service("h:c1:80").health().orElseThrow().status().equals("passing"));
    assertThat(registry.writes()).isEqualTo(1);
    int before = registry.tells();
    await("kept alive").atMost(SOON).until(() -> registry.tells() > before);
  }

  @Test
  void linesThatAreNoEventsAreSurvived() {
    startRegistrator();
    engine.say("{\"Type\":\"image\",\"Action\":\"pull\"}\n");
    engine.say("nonsense\n");
    engine.run("c1", Inspect.web("c1", 1001));
    awaitIds("h:c1:80");
  }

  @Test
  void whateverHappensTheRegistryEndsUpWithWhatRuns() {
    long seed = 4711;
    var random = new Random(seed);
    startRegistrator();
    for (int i = 0; i < 600; i++) {
      switch (random.nextInt(12)) {
        case 0 -> engine.cut();
        case 1 -> registry.away(random.nextBoolean());
        case 2 -> engine.away(random.nextInt(4) == 0);
        case 3, 4, 5, 6 ->
            engine.running().stream()
                .skip(random.nextInt(1 + engine.running().size()))
                .findFirst()
                .ifPresent(id -> engine.end(id, random.nextInt(2)));
        default -> engine.run("c" + i, Inspect.web("c" + i, 2_000 + i));
      }
    }
    registry.away(false);
    engine.away(false);
    var wanted = new TreeSet<String>();
    engine.running().forEach(id -> wanted.add("h:" + id + ":80"));
    await("seed=" + seed)
        .atMost(SOON)
        .untilAsserted(() -> assertThat(registry.ids()).isEqualTo(wanted));
  }
}
