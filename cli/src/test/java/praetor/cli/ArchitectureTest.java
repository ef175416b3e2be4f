package praetor.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  /** Each module and the modules it may use: the arrows of docs/architecture.md. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("model", Set.of()),
          entry("state", Set.of("model")),
          entry("raft", Set.of("model")),
          entry("dns", Set.of("model")),
          entry("agent", Set.of("raft", "dns", "state", "model")),
          entry("http", Set.of("agent", "state", "model")),
          entry("client", Set.of("model")),
          entry("cli", Set.of("http", "client", "agent", "raft", "dns", "state", "model")));

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
                .allowEmptyShould(true)
                .check(PRAETOR));
  }

  @Test
  void theCoreReadsNoClockAndDoesNoInputOutput() {
    noClasses()
        .that()
        .resideInAnyPackage(tree("model"), tree("state"), tree("dns"))
        .and()
        .resideOutsideOfPackage("..net..")
        .and()
        .doNotHaveSimpleName("SystemClock")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
        .allowEmptyShould(true)
        .check(PRAETOR);
  }

  @Test
  void aOneShotCommandLoadsNoLogging() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "praetor.cli.command..",
            "praetor.cli.kv..",
            "praetor.cli.catalog..",
            "praetor.cli.cluster..",
            "praetor.client..",
            "praetor.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "tools.jackson..", "io.netty..")
        .check(PRAETOR);
  }

  private static String tree(String module) {
    return "praetor." + module + "..";
  }

  private static String[] allExcept(String module, Set<String> below) {
    return MAY_USE.keySet().stream()
        .filter(other -> !other.equals(module) && !below.contains(other))
        .map(ArchitectureTest::tree)
        .toArray(String[]::new);
  }
}
