package praetor.agent.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CheckOutputTest {
  @Test
  void keepsTheHeadOfAReportAndSaysSo() {
    assertThat(CheckOutput.head("x".repeat(4_096), 4_096)).isEqualTo("x".repeat(4_096));
    assertThat(CheckOutput.head("x".repeat(5_000), 4_096))
        .isEqualTo("x".repeat(4_096) + " ... (captured 4096 of 5000 bytes)");
  }

  @Test
  void keepsTheTailOfAStream() {
    var tail = new CheckOutput.Tail(5);
    add(tail, "abc");
    assertThat(tail.text()).isEqualTo("abc");
    add(tail, "def");
    assertThat(tail.text()).isEqualTo("bcdef");
    add(tail, "0123456789");
    assertThat(tail.text()).isEqualTo("56789");
    add(tail, "");
    add(tail, "x");
    assertThat(tail.text()).isEqualTo("6789x");
    assertThat(tail.totalBytes()).isEqualTo(17);
  }

  private static void add(CheckOutput.Tail tail, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    tail.add(bytes, bytes.length);
  }

  @Test
  void aCheckCanOnlyLowerTheLimit() {
    assertThat(CheckOutput.maxBytes(Checks.of("{'OutputMaxSize': 10}"), 4_096)).isEqualTo(10);
    assertThat(CheckOutput.maxBytes(Checks.of("{'OutputMaxSize': 9999}"), 4_096)).isEqualTo(4_096);
    assertThat(CheckOutput.maxBytes(Checks.of("{}"), 4_096)).isEqualTo(4_096);
  }
}
