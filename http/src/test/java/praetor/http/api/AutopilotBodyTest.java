package praetor.http.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.model.DecodeException;
import praetor.state.AutopilotConfig;

/** Source: answers of Consul 1.21.4 to the same bodies. */
class AutopilotBodyTest {
  private static final String[] PARTS = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "null",
    "true",
    "1e400",
    "-1",
    "\"10s\"",
    "\u0000",
    "\"MinQuorum\":",
    "\"LastContactThreshold\":",
    "\"bogus\":",
    "\"CleanupDeadServers\":",
    "\u00fc"
  };

  private static AutopilotConfig read(String body) throws DecodeException {
    return AutopilotBody.read(body.getBytes(UTF_8), 0);
  }

  @Test
  void whatIsLeftOutHasItsFirstValue() throws DecodeException {
    assertThat(read("{}")).isEqualTo(AutopilotConfig.DEFAULT);
    assertThat(read("null")).isEqualTo(AutopilotConfig.DEFAULT);
    assertThat(read("{\"MaxTrailingLogs\": null}")).isEqualTo(AutopilotConfig.DEFAULT);
  }

  @Test
  void theIndexesOfABodyCountForNothing() throws DecodeException {
    assertThat(read("{\"CreateIndex\": 5, \"ModifyIndex\": 7}")).isEqualTo(AutopilotConfig.DEFAULT);
    assertThat(AutopilotBody.read("{\"ModifyIndex\": 7}".getBytes(UTF_8), 9).modifyIndex())
        .isEqualTo(9);
  }

  @Test
  void durationsAreTextOrNanoseconds() throws DecodeException {
    assertThat(contact("\"-5s\"")).isEqualTo(Duration.ofSeconds(-5));
    assertThat(contact("500")).isEqualTo(Duration.ofNanos(500));
    assertThat(contact("1.5")).isEqualTo(Duration.ofNanos(1));
    assertThat(contact("null")).isEqualTo(Duration.ZERO);
    assertThat(contact("1e30")).isEqualTo(Duration.ofNanos(Long.MIN_VALUE));
  }

  private static Duration contact(String json) throws DecodeException {
    return read("{\"lastcontactthreshold\": " + json + "}").lastContactThreshold();
  }

  @Test
  void countsAreUnsigned() throws DecodeException {
    assertThat(read("{\"MinQuorum\": 18446744073709551615}").minQuorum()).isEqualTo(-1L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          {"LastContactThreshold":"abc"} ~ time: invalid duration "abc"
          {"LastContactThreshold":"1"} ~ time: missing unit in duration "1"
          {"LastContactThreshold":true} ~ strconv.ParseFloat: parsing "true": invalid syntax
          {"LastContactThreshold":[]} ~ strconv.ParseFloat: parsing "[]": invalid syntax
          {"LastContactThreshold":1e400} ~ strconv.ParseFloat: parsing "1e400": value out of range
          {"MinQuorum":-1} ~ json: cannot unmarshal number -1 into Go struct field \
          AutopilotConfiguration.MinQuorum of type uint
          {"CleanupDeadServers":"true"} ~ json: cannot unmarshal string into Go struct field \
          AutopilotConfiguration.CleanupDeadServers of type bool
          [] ~ json: cannot unmarshal array into Go value of type api.AutopilotConfiguration
          {"Bogus":1} ~ json: unknown field "Bogus"
          {"MaxTrailingLogs" ~ unexpected EOF
          """)
  void aWrongBodyIsNamed(String body, String error) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(DecodeException.class).hasMessage(error);
  }

  @Test
  void anyBodyIsReadOrRefused() {
    long seed = 4711;
    var random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      var body = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        body.append(PARTS[random.nextInt(PARTS.length)]);
      }
      readOrRefuse(body.toString());
    }
  }

  private static void readOrRefuse(String body) {
    try {
      assertThat(read(body).createIndex()).isZero();
    } catch (DecodeException e) {
      assertThat(e).as(body).hasMessageMatching("(?s).+");
    } catch (RuntimeException e) {
      throw new AssertionError("seed=4711, body " + body, e);
    }
  }
}
