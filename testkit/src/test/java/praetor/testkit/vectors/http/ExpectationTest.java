package praetor.testkit.vectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import praetor.testkit.net.RawResponse;
import praetor.testkit.vectors.JsonText;
import praetor.testkit.vectors.Names;

class ExpectationTest {
  private static final Map.Entry<String, String> JSON =
      Map.entry("content-type", "application/json");

  @Test
  void aFittingAnswerHasNoDifferences() {
    var step =
        """
        {"expect": {"status": 200, "headers": {"Content-Type": "application/json"}, "json": [1]}}
        """;
    assertThat(differences(step, answer(200, "[1]", List.of(JSON)))).isEmpty();
  }

  @Test
  void statusHeadersAndBodyAreAllReported() {
    var step =
        """
        {"expect": {"status": 200,
          "headers": {"Content-Type": "application/json", "X-Consul-Index": "<index:1>"},
          "json": [1]}}
        """;
    var answer = answer(404, "[2]", List.of(JSON, Map.entry("X-Consul-Reason", "none")));
    assertThat(differences(step, answer))
        .containsExactly(
            "status: expected 200, got 404",
            "header X-Consul-Index: missing, expected \"<index:1>\"",
            "header X-Consul-Reason: unexpected \"none\"",
            "body/0: expected 1, got 2");
  }

  @Test
  void headersOutsideTheContractAreFree() {
    assertThat(
            differences("{\"expect\": {}}", answer(200, "", List.of(Map.entry("Date", "today")))))
        .isEmpty();
  }

  @Test
  void expectedTextMeansTheExactBytesOfJson() {
    var step =
        """
        {"expect": {"headers": {"Content-Type": "application/json"}, "text": "{\\"a\\":1}"}}
        """;
    assertThat(differences(step, answer(200, "{\"a\":1}", List.of(JSON)))).isEmpty();
    assertThat(differences(step, answer(200, "{\"a\": 1}", List.of(JSON)))).hasSize(1);
  }

  @Test
  void aBodyOfAnotherFormDiffers() {
    var step =
        """
        {"expect": {"headers": {"Content-Type": "application/json"}, "json": {}}}
        """;
    assertThat(differences(step, answer(200, "rpc error", List.of(JSON))))
        .containsExactly("body: expected json {}, got text \"rpc error\"");
  }

  @Test
  void bytesThatAreNoTextAreBase64() {
    var step = "{\"expect\": {\"base64\": \"/w==\"}}";
    var bytes = new RawResponse(200, List.of(), new byte[] {(byte) 0xFF}, Duration.ZERO);
    assertThat(differences(step, bytes)).isEmpty();
    assertThat(differences(step, answer(200, "x", List.of()))).hasSize(1);
  }

  @Test
  void anAnswerMayComeTooEarlyOrTooLate() {
    var step = "{\"elapsed\": [1, 2], \"expect\": {}}";
    assertThat(differences(step, took(1_500))).isEmpty();
    assertThat(differences(step, took(500))).containsExactly("took 0.50 s, expected 1.0 to 2.0 s");
    assertThat(differences(step, took(2_500))).hasSize(1);
  }

  private static RawResponse took(long millis) {
    return new RawResponse(200, List.of(), new byte[0], Duration.ofMillis(millis));
  }

  private static RawResponse answer(
      int status, String body, List<Map.Entry<String, String>> headers) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return new RawResponse(status, headers, bytes, Duration.ZERO);
  }

  private static List<String> differences(String step, RawResponse answer) {
    return Expectation.of(JsonText.object(step))
        .differences(new ValueMatcher(new Names()), HttpAnswer.of(answer));
  }
}
