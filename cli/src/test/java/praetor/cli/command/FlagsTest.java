package praetor.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTest {

  private final Flags flags = new Flags();
  private final Flag<Boolean> stale = flags.bool("stale", "");
  private final Flag<String> token = flags.text("token", "");
  private final Flag<Long> index = flags.unsigned("modify-index", "");
  private final Flag<List<String>> files = flags.texts("config-file", "");
  private final Flag<Map<String, String>> meta = flags.pairs("node-meta", "");
  private final Flag<Map<String, String>> colons = flags.colonPairs("meta", "");
  private final Flag<Duration> wait = flags.duration("wait", Duration.ZERO, "");
  private final Flag<Long> retries = flags.integer("n", 1, "");

  @Test
  void oneDashOrTwoAndAValueBehindAnEqualsSignOrABlank() throws Exception {
    assertThat(
            flags.parse(List.of("--token=a b", "-modify-index", "18446744073709551615", "-stale")))
        .isEmpty();
    assertThat(token.value()).isEqualTo("a b");
    assertThat(index.value()).isEqualTo(-1);
    assertThat(stale.value()).isTrue();
    assertThat(wait.given()).isFalse();
  }

  @Test
  void flagsEndAtTheFirstArgument() throws Exception {
    assertThat(flags.parse(List.of("-stale", "key", "-token=x")))
        .containsExactly("key", "-token=x");
    assertThat(token.given()).isFalse();
  }

  @Test
  void twoDashesAloneEndThemAndOneDashIsAnArgument() throws Exception {
    assertThat(flags.parse(List.of("--", "-stale"))).containsExactly("-stale");
    assertThat(flags.parse(List.of("-", "-stale"))).containsExactly("-", "-stale");
    assertThat(stale.value()).isFalse();
  }

  @Test
  void aBoolTakesNoWordThatFollows() throws Exception {
    assertThat(flags.parse(List.of("-stale", "false"))).containsExactly("false");
    assertThat(stale.value()).isTrue();
    flags.parse(List.of("-stale=F"));
    assertThat(stale.value()).isFalse();
  }

  @Test
  void repeatedFlagsCollect() throws Exception {
    flags.parse(
        List.of(
            "-config-file=a",
            "-config-file",
            "b",
            "-node-meta=x=1=2",
            "-node-meta",
            "y=",
            "-meta=k:v"));
    assertThat(files.value()).containsExactly("a", "b");
    assertThat(meta.value()).containsExactly(Map.entry("x", "1=2"), Map.entry("y", ""));
    assertThat(colons.value()).containsExactly(Map.entry("k", "v"));
  }

  @Test
  void numbersAndDurations() throws Exception {
    flags.parse(List.of("-wait=1m30s", "-n=-7"));
    assertThat(wait.value()).isEqualTo(Duration.ofSeconds(90));
    assertThat(retries.value()).isEqualTo(-7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-bogus | flag provided but not defined: -bogus",
        "--bogus=1 | flag provided but not defined: -bogus",
        "---x | bad flag syntax: ---x",
        "-=x | bad flag syntax: -=x",
        "-token | flag needs an argument: -token",
        "-stale=maybe | invalid boolean value \"maybe\" for -stale: strconv.ParseBool: parsing \"maybe\": invalid syntax",
        "-modify-index=-1 | invalid value \"-1\" for flag -modify-index: parse error",
        "-modify-index=18446744073709551616 | invalid value \"18446744073709551616\" for flag -modify-index: value out of range",
        "-n=x | invalid value \"x\" for flag -n: parse error",
        "-wait=soon | invalid value \"soon\" for flag -wait: parse error",
        "-node-meta=x | invalid value \"x\" for flag -node-meta: Missing \"=\" value in argument: x",
      })
  void wrongFlagsAreToldAsGoTells(String word, String message) {
    assertThatThrownBy(() -> flags.parse(List.of(word)))
        .isInstanceOf(FlagException.class)
        .hasMessage(message);
  }
}
