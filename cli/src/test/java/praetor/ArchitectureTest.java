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

/** The arrows of docs/architecture.md. A new module starts with its row. */
class ArchitectureTest {
  /** Each module and the modules it may use. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("model", Set.of()),
          entry("state", Set.of("model")),
          entry("raft", Set.of()),
          entry("dns", Set.of("model")),
          entry("agent", Set.of("raft", "dns", "state", "model")),
          entry("http", Set.of("agent", "state", "model")),
          entry("client", Set.of("model")),
          entry("cli", Set.of("http", "client", "agent", "model")));

  /** What decides without touching the outside world. */
  private static final String[] CORE = {
    "praetor.model..", "praetor.state..", "praetor.dns", "praetor.http.route"
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
        .haveNameMatching("java\\.net\\.(.*Socket.*|URL.*|Http.*)")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile)")
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
