package praetor.testkit.vectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CommandResultTest {

  @Test
  void outputIsUtf8WithPlainNewlines() {
    assertThat(CommandResult.text("µ\r\nb\r".getBytes(StandardCharsets.UTF_8))).isEqualTo("µ\nb\r");
  }

  @Test
  void bytesThatAreNoTextAreEscaped() {
    assertThat(CommandResult.text(new byte[] {'a', (byte) 0xFF, (byte) 0xC3, 'b', (byte) 0xC3}))
        .isEqualTo("a\\xff\\xc3b\\xc3");
  }
}
