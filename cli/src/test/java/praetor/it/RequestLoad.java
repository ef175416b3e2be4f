package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** {@link SteadyRequests} under way. Owned by one thread. */
record RequestLoad(Process process, Path output) implements AutoCloseable {
  private static final Duration END_MAX = Duration.ofSeconds(60);

  /** Starts it, and waits for the first answer. */
  static RequestLoad start(Path folder, List<String> where, String url, String... texts)
      throws IOException {
    var output = Files.createTempFile(folder, "load", ".txt");
    var process =
        new ProcessBuilder(SteadyRequests.command(where, url, texts))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    var load = new RequestLoad(process, output);
    await().atMost(END_MAX).until(() -> load.lines().anyMatch("begun"::equals));
    return load;
  }

  /** Ends it: some requests were made, and none was lost. */
  void assertNothingLost() throws IOException, InterruptedException {
    process.getOutputStream().close();
    assertThat(process.waitFor(END_MAX)).isTrue();
    assertThat(lines().filter(line -> line.startsWith("lost: "))).isEmpty();
    assertThat(lines().filter(line -> line.matches("requests: [1-9]\\d*"))).hasSize(1);
  }

  private Stream<String> lines() throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8).lines();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
