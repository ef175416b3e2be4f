package praetor;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The diagram of docs/architecture.md. A new module starts with its row. */
class ArchitectureTest {
  /** Each module and the modules it may use, from the top down. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry(
              "cli",
              Set.of(
                  "registrator",
                  "lab",
                  "template",
                  "snapshot",
                  "docker",
                  "process",
                  "client",
                  "http",
                  "agent",
                  "state",
                  "model")),
          entry("samples", Set.of()),
          entry("lab", Set.of("docker", "client", "model")),
          entry("registrator", Set.of("docker", "client", "model")),
          entry("template", Set.of("process", "client", "model")),
          entry("snapshot", Set.of("state", "client", "model")),
          entry("client", Set.of("model")),
          entry("process", Set.of("model")),
          entry("http", Set.of("agent", "state", "model")),
          entry("agent", Set.of("raft", "gossip", "docker", "dns", "state", "model")),
          entry("raft", Set.of()),
          entry("gossip", Set.of("model")),
          entry("docker", Set.of("model")),
          entry("dns", Set.of("model")),
          entry("state", Set.of("model")),
          entry("model", Set.of()));

  /** What decides without touching the outside world; the {@code net} packages are not in it. */
  private static final String[] CORE = {
    "praetor.model..",
    "praetor.state..",
    "praetor.dns",
    "praetor.gossip",
    "praetor.gossip.wire",
    "praetor.gossip.swim",
    "praetor.gossip.serf",
    "praetor.http.route",
    "praetor.registrator.rules"
  };

  /** What a one-shot command runs: its start-up time counts. */
  private static final String[] ONE_SHOT = {
    "praetor.cli.backup..",
    "praetor.cli.command..",
    "praetor.cli.kv..",
    "praetor.cli.catalog..",
    "praetor.cli.cluster..",
    "praetor.cli.event..",
    "praetor.cli.lock..",
    "praetor.process..",
    "praetor.cli.snapshot..",
    "praetor.cli.watch..",
    "praetor.client..",
    "praetor.model.."
  };

  private static final JavaClasses PRAETOR =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("praetor");

  @Test
  void modulesUseOnlyTheModulesBelowThem() {
    MAY_USE.forEach(
        (module, below) ->
            noClasses()
                .that()
                .resideInAPackage(tree(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(allExcept(module, below))
                .check(PRAETOR));
  }

  @Test
  void theCoreReadsNoClockAndDoesNoInputOutput() {
    noClasses()
        .that(resideInAnyPackage(CORE))
        .and()
        .doNotHaveFullyQualifiedName("praetor.model.SystemClock")
        .and()
        // The JDK's interface for trust names sockets; this class opens none.
        .doNotHaveFullyQualifiedName("praetor.model.tls.TrustAll")
        .and()
        .doNotHaveFullyQualifiedName("praetor.http.route.Router")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "io.netty..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.net\\.(.*Socket.*|URL(?!Decoder|Encoder).*|Http.*)")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile)")
        .check(PRAETOR);
  }

  @Test
  void aOneShotCommandLoadsNoServerAndNoLogging() {
    noClasses()
        .that(resideInAnyPackage(ONE_SHOT))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "praetor.agent..",
            "praetor.http..",
            "org.slf4j..",
            "ch.qos.logback..",
            "tools.jackson..",
            "io.netty..")
        .check(PRAETOR);
  }

  private static String tree(String module) {
    return "praetor." + module + "..";
  }

  private static String[] allExcept(String module, Set<String> below) {
    var others = new TreeSet<>(MAY_USE.keySet());
    others.remove(module);
    others.removeAll(below);
    return Stream.concat(
            others.stream().map(ArchitectureTest::tree),
            Stream.of("praetor.testkit..", "praetor.benchmarks.."))
        .toArray(String[]::new);
  }
}
