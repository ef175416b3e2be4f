package praetor.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HttpDateTest {
  private static final DateTimeFormatter REFERENCE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  @Test
  void exampleOfTheRfc() {
    assertThat(HttpDate.format(784_111_777)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  @Test
  void agreesWithTheLibraryOnRandomTimes() {
    long seed = 4711;
    var random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long second = random.nextLong(253_402_300_800L);
      assertThat(HttpDate.format(second))
          .as("seed %d, second %d", seed, second)
          .isEqualTo(REFERENCE.format(Instant.ofEpochSecond(second)));
    }
  }
}
