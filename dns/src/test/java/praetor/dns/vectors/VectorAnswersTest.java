package praetor.dns.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import praetor.dns.Answers;
import praetor.dns.Settings;
import praetor.dns.Upstream;

/** Every recorded question, asked of the pure core: no sockets, a fixed clock and seed. */
class VectorAnswersTest {
  private static final long SEED = 20_261_121;

  /** Answers that depend on chance are asked this often. */
  private static final int ROUNDS = 5;

  static Stream<String> names() {
    return Vector.NAMES.stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void answersAsConsulDid(String name) {
    System.out.println("seed=" + SEED);
    var vector = Vector.load(name);
    var addresses =
        IntStream.range(0, vector.recursors().size()).mapToObj(String::valueOf).toList();
    var settings = Settings.of(vector.options(addresses));
    Upstream upstream =
        (recursor, message, transport) ->
            vector.recursors().get(Integer.parseInt(recursor)).answer(message, transport);
    var answers =
        new Answers(
            () -> settings,
            vector.catalog(),
            upstream,
            InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)),
            new SplittableRandom(SEED));
    List<String> failures = new ArrayList<>();
    for (var asked : vector.cases()) {
      for (int round = 0; round < ROUNDS; round++) {
        vector.recursors().forEach(recursor -> recursor.seen().clear());
        var message = asked.message(round);
        var result = ask(answers, message, asked);
        if (result == Answers.Result.SILENT || asked.expectsSilence()) {
          if (asked.expectsSilence() != (result == Answers.Result.SILENT)) {
            failures.add(asked + ": " + result);
          }
          continue;
        }
        var answer = Arrays.copyOf(answers.bytes(), answers.length());
        assertThat(Arrays.copyOf(answer, 2)).isEqualTo(Arrays.copyOf(message, 2));
        vector.failure(asked, answer).ifPresent(failures::add);
      }
    }
    assertThat(failures).isEmpty();
  }

  private static Answers.Result ask(Answers answers, byte[] message, Vector.Case asked) {
    var client = InetAddress.getLoopbackAddress();
    var result = answers.answer(message, message.length, asked.transport(), client, false);
    return result == Answers.Result.MUST_WAIT
        ? answers.answer(message, message.length, asked.transport(), client, true)
        : result;
  }

  @Test
  void everyFileIsReplayed() throws Exception {
    var folder = java.nio.file.Path.of(getClass().getResource("/vectors").toURI());
    try (var files = java.nio.file.Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(Vector.NAMES);
    }
  }
}
