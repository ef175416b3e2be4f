package praetor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoDurationTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "5s, 5000000000",
    "30s, 30000000000",
    "1478s, 1478000000000",
    "-5s, -5000000000",
    "+5s, 5000000000",
    "-0, 0",
    "+0, 0",
    "5.0s, 5000000000",
    "5.6s, 5600000000",
    "5.s, 5000000000",
    ".5s, 500000000",
    "1.0s, 1000000000",
    "1.00s, 1000000000",
    "1.004s, 1004000000",
    "1.0040s, 1004000000",
    "100.00100s, 100001000000",
    "10ns, 10",
    "11us, 11000",
    "12µs, 12000",
    "12μs, 12000",
    "13ms, 13000000",
    "14s, 14000000000",
    "15m, 900000000000",
    "16h, 57600000000000",
    "3h30m, 12600000000000",
    "10.5s4m, 250500000000",
    "-2m3.4s, -123400000000",
    "1h2m3s4ms5us6ns, 3723004005006",
    "39h9m14.425s, 140954425000000",
    "52763797000ns, 52763797000",
    "0.3333333333333333333h, 1200000000000",
    "9007199254740993ns, 9007199254740993",
    "9223372036854775807ns, 9223372036854775807",
    "9223372036854775.807us, 9223372036854775807",
    "9223372036s854ms775us807ns, 9223372036854775807",
    "-9223372036854775807ns, -9223372036854775807",
    "-9223372036854775808ns, -9223372036854775808",
    "-9223372036s854ms775us808ns, -9223372036854775808",
    "-2562047h47m16.854775808s, -9223372036854775808",
    "0.100000000000000000000h, 360000000000",
    "0.830103483285477580700h, 2988372539827",
    "1.9ns, 1",
    "0.9ns, 0",
    "1.99999999999999999999ns, 2",
    "0.00000000000000000001ns, 0",
    "9223372036854775.8079us, 9223372036854775807",
    "0.1234567890123456789012345678901234567890s, 123456789",
  })
  void readsWhatGoReads(String text, long nanos) throws DecodeException {
    assertThat(GoDuration.parse(text)).isEqualTo(Duration.ofNanos(nanos));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|invalid duration \"\"",
        "3|missing unit in duration \"3\"",
        "-|invalid duration \"-\"",
        "s|invalid duration \"s\"",
        ".|invalid duration \".\"",
        "-.|invalid duration \"-.\"",
        ".s|invalid duration \".s\"",
        "+.s|invalid duration \"+.s\"",
        "1d|unknown unit \"d\" in duration \"1d\"",
        "1.5.5s|missing unit in duration \"1.5.5s\"",
        "00|missing unit in duration \"00\"",
        "1s2|missing unit in duration \"1s2\"",
        "1 s|unknown unit \" s\" in duration \"1 s\"",
        "--1s|invalid duration \"--1s\"",
        "1h 2m|unknown unit \"h \" in duration \"1h 2m\"",
        "x|invalid duration \"x\"",
        "1S|unknown unit \"S\" in duration \"1S\"",
        "9223372036854775808ns|invalid duration \"9223372036854775808ns\"",
        "-9223372036854775809ns|invalid duration \"-9223372036854775809ns\"",
        "3000000h|invalid duration \"3000000h\"",
        "9223372036854775.808us|invalid duration \"9223372036854775.808us\"",
        "1\"s|unknown unit \"\\\"s\" in duration \"1\\\"s\"",
        "1é|unknown unit \"\\xc3\\xa9\" in duration \"1\\xc3\\xa9\"",
        "999999999999999999999s|invalid duration \"999999999999999999999s\"",
      })
  void refusesTheRestWithTheErrorsOfGo(String text, String error) {
    assertThatThrownBy(() -> GoDuration.parse(text))
        .isInstanceOf(DecodeException.class)
        .hasMessage("time: " + error);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ns",
    "1100, 1.1µs",
    "2200000, 2.2ms",
    "3300000000, 3.3s",
    "245000000000, 4m5s",
    "245001000000, 4m5.001s",
    "18367001000000, 5h6m7.001s",
    "480000000001, 8m0.000000001s",
    "9223372036854775807, 2562047h47m16.854775807s",
    "-9223372036854775808, -2562047h47m16.854775808s",
    "-1, -1ns",
    "-1500000, -1.5ms",
    "999, 999ns",
    "1000, 1µs",
    "999999, 999.999µs",
    "1000000, 1ms",
    "999999999, 999.999999ms",
    "1000000000, 1s",
    "10000000000, 10s",
    "60000000000, 1m0s",
    "3600000000000, 1h0m0s",
    "90000000000, 1m30s",
    "100000000, 100ms",
  })
  void writesAsGoDoes(long nanos, String text) {
    assertThat(GoDuration.format(Duration.ofNanos(nanos))).isEqualTo(text);
  }

  @Test
  void readsBackWhatItWrites() throws DecodeException {
    long seed = 4711;
    var random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      var duration = Duration.ofNanos(random.nextLong() >> random.nextInt(64));
      assertThat(GoDuration.parse(GoDuration.format(duration)))
          .as("seed %d, try %d", seed, i)
          .isEqualTo(duration);
    }
  }

  @Test
  void onlyDecodeExceptionLeavesWhateverTheText() {
    long seed = 815;
    var random = new Random(seed);
    var alphabet = "0123456789..-+nuµmsh x\"é\n";
    for (int i = 0; i < 100_000; i++) {
      var text = new StringBuilder();
      for (int j = random.nextInt(12); j > 0; j--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        GoDuration.parse(text.toString());
      } catch (DecodeException e) {
        assertThat(e).as("seed %d, try %d", seed, i).hasMessageStartingWith("time: ");
      }
    }
  }
}
