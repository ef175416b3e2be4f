package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;

/**
 * Programs in {@code compat/} that other people's clients of Consul are made for, each with a new
 * server of its own. What {@code compat/run} cannot get is skipped with its reason.
 */
@Tag("slow")
class CompatIT {
  private static final Path COMPAT = Path.of("../compat").toAbsolutePath().normalize();

  /** Most of it is for downloads. */
  private static final Duration PROGRAM_MAX = Duration.ofMinutes(5);

  /** Source: {@code compat/run}. */
  private static final int NOT_TRIED = 77;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> clientsWorkUnchanged() throws IOException {
    return clients().stream().map(client -> DynamicTest.dynamicTest(client, () -> works(client)));
  }

  /** The folders with a program: those that name what they download. */
  private static List<String> clients() throws IOException {
    var names = List.of("pom.xml", "requirements.txt", "package.json", "go.mod");
    try (var folders = Files.list(COMPAT)) {
      return folders
          .filter(found -> names.stream().anyMatch(name -> Files.exists(found.resolve(name))))
          .map(found -> found.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private void works(String client) throws Exception {
    var own = Files.createDirectory(folder.resolve(client));
    var config = AgentConfig.server(own, AgentPorts.free());
    try (var agent = Program.launcher().start(own, config)) {
      agent.awaitLeader();
      var ended = run(own, client, agent.httpUri().toString());
      var lines = ended.output().strip().lines().toList();
      Skip.unless(ended.exitCode() != NOT_TRIED, "compat/" + client, lines.getLast());
      assertThat(ended.exitCode()).as(ended.output()).isZero();
      assertThat(lines).as("its last step").last().asString().startsWith("ok ");
    }
  }

  private static Console.Ended run(Path folder, String client, String address)
      throws IOException, InterruptedException {
    var command = List.of(COMPAT.resolve("run").toString());
    try (var console = Console.start(folder, command, List.of(client, address))) {
      return console.ended(PROGRAM_MAX);
    }
  }
}
