package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The user data of {@code deploy/}: row B19 of the list of promises. */
@Timeout(120)
class UserDataIT {
  private static final int END_MAX_SECONDS = 60;

  @TempDir Path folder;

  private static Path file(String name) {
    return Path.of("..", "deploy", name).toAbsolutePath().normalize();
  }

  @ParameterizedTest
  @ValueSource(strings = {"user-data-image.yaml", "user-data-program.yaml"})
  void cloudInitTakesIt(String name) throws Exception {
    Skip.unless(Programs.exists("cloud-init"), "cloud-init schema", "cloud-init is not installed");
    assertThat(run(List.of("cloud-init", "schema", "--config-file", file(name).toString())))
        .contains("Valid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user-data-image.yaml", "user-data-program.yaml"})
  void theAgentTakesTheConfigurationInIt(String name) throws Exception {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Map<String, List<Map<String, String>>> parts = yaml.load(Files.readString(file(name)));
    var written =
        parts.get("write_files").stream()
            .filter(f -> f.get("path").equals("/etc/praetor/agent.hcl"))
            .toList();
    assertThat(written).hasSize(1);
    // An interface that every machine has.
    var content = written.getFirst().get("content").replace("docker0", "eth0");
    Files.writeString(folder.resolve("agent.hcl"), "data_dir = \"/d\"\n" + content);
    var line = new ArrayList<>(Program.command());
    line.addAll(List.of("validate", folder.toString()));
    assertThat(run(line)).contains("Configuration is valid!");
  }

  private static String run(List<String> line) throws IOException, InterruptedException {
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    try (var out = process.getInputStream()) {
      var text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(END_MAX_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(line + " does not end: " + text);
      }
      return text;
    } finally {
      process.destroyForcibly();
    }
  }
}
