package praetor.cli.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void tellsPartSizeAndSpeed() {
    assertThat(ProgressBar.line("Storing", 1_200_000, 3_000_000, 2 * SECOND))
        .isEqualTo("Storing 40% 1.2 MB of 3.0 MB, 600.0 KB/s");
    assertThat(ProgressBar.line("Fetching", 999, -1, SECOND)).isEqualTo("Fetching 999 B, 999 B/s");
  }

  @Test
  void whatIsOverSoonShowsNothing() throws IOException {
    var shown = new ByteArrayOutputStream();
    var bar = new ProgressBar(new PrintStream(shown, true, StandardCharsets.UTF_8));
    try (var in = bar.around(new ByteArrayInputStream(new byte[100]), "Storing", 100)) {
      assertThat(in.readAllBytes()).hasSize(100);
    }
    assertThat(shown.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
