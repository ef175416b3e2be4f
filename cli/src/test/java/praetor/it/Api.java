package praetor.it;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;
import praetor.testkit.net.RawResponse;
import praetor.testkit.vectors.JsonText;
import tools.jackson.databind.JsonNode;

/** Short ways to ask an agent over HTTP. Safe for any thread. */
record Api(URI agent) {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  RawResponse get(String path) throws IOException {
    return http().send(RawRequest.of("GET", path));
  }

  RawResponse head(String path) throws IOException {
    return http().send(RawRequest.of("HEAD", path));
  }

  RawResponse delete(String path) throws IOException {
    return http().send(RawRequest.of("DELETE", path));
  }

  RawResponse post(String path, String body) throws IOException {
    return http().send(RawRequest.of("POST", path).body(body));
  }

  RawResponse put(String path, String body) throws IOException {
    return http().send(RawRequest.of("PUT", path).body(body));
  }

  /** Writes what must be accepted; the answer's text. */
  String accepted(String path, String body) throws IOException {
    var answer = put(path, body);
    Assertions.assertThat(answer.status()).as(path + ": " + answer).isEqualTo(200);
    return answer.text();
  }

  /** The JSON that a path answers with 200. */
  JsonNode json(String path) throws IOException {
    var answer = get(path);
    Assertions.assertThat(answer.status()).as(path + ": " + answer).isEqualTo(200);
    return JsonText.parse(answer.text()).orElseThrow();
  }

  /**
   * The text that a consistent read answers, as soon as a leader is sure of its majority: after an
   * election, and on a slow machine, a first try may be told that it is not.
   *
   * @param path with a query to which {@code consistent} is added
   */
  String consistent(String path) {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .ignoreExceptions()
        .until(() -> get(path + "&consistent"), answer -> answer.status() == 200)
        .text();
  }

  /** The answer when there is one at all: an agent may just be going. */
  Optional<RawResponse> tryPut(String path, String body) {
    try {
      return Optional.of(put(path, body));
    } catch (IOException gone) {
      // The caller counts only what was answered.
      return Optional.empty();
    }
  }

  private RawHttp http() {
    return new RawHttp(agent, ANSWER_MAX);
  }
}
