package praetor.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;

/** Whatever comes in, a sentence or an answer goes out. */
class CatalogFuzzIT {
  private static final long SEED = 20_260_101;
  private static final int ROUNDS = 600;

  private static final List<String> PATHS =
      List.of(
          "catalog/nodes",
          "catalog/services",
          "catalog/service/web",
          "catalog/connect/web",
          "catalog/node/node1",
          "catalog/node-services/node1",
          "catalog/gateway-services/x",
          "catalog/datacenters",
          "health/node/node1",
          "health/checks/web",
          "health/state/any",
          "health/service/web",
          "health/connect/web",
          "health/ingress/web",
          "coordinate/nodes",
          "coordinate/node/node1",
          "coordinate/datacenters");

  private static final List<String> PARAMETERS =
      List.of(
          "filter",
          "near",
          "node-meta",
          "tag",
          "passing",
          "cached",
          "stale",
          "consistent",
          "dc",
          "index",
          "pretty",
          "ns",
          "partition",
          "peer",
          "segment",
          "max_stale",
          "token");

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "\"",
          "null",
          "true",
          "1",
          "-1",
          "1e999",
          "\"Node\"",
          "\"Address\"",
          "\"Service\"",
          "\"Check\"",
          "\"Checks\"",
          "\"Coord\"",
          "\"Vec\"",
          "\"x\"",
          "\\u0000",
          "\u00e9",
          "0.1",
          "9999999999999999999",
          "\"Port\"",
          "\"Proxy\"",
          "\"Tags\"");

  private static final List<String> VALUES =
      List.of(
          "",
          "x",
          "1",
          "true",
          "a:b",
          "_agent",
          "Node==x",
          "Node == \"x\" and",
          "((((",
          "\u00e9",
          "not Meta is empty",
          "Service.Port > 5",
          "\"a\" in ServiceTags",
          "-5",
          "%00",
          "dc1");

  @TempDir Path folder;

  @Test
  void everyRequestGetsAnAnswerOrASentence() throws Exception {
    var random = new Random(SEED);
    try (var server = TestServer.start(folder)) {
      var http = new RawHttp(server.uri(), Duration.ofSeconds(10));
      for (int i = 0; i < ROUNDS; i++) {
        var request = i % 2 == 0 ? read(random) : write(random);
        var answer = http.send(request);
        assertThat(answer.status()).as("seed=%d round=%d %s", SEED, i, request).isBetween(200, 599);
        if (answer.status() >= 400) {
          assertThat(answer.text())
              .as("seed=%d round=%d %s", SEED, i, request)
              .doesNotContain("Exception", "praetor.", "java.");
        }
      }
    }
  }

  private static RawRequest read(Random random) {
    var path = new StringBuilder("/v1/").append(pick(PATHS, random)).append("?wait=1ms");
    for (int i = random.nextInt(4); i > 0; i--) {
      path.append('&').append(pick(PARAMETERS, random)).append('=');
      path.append(URLEncoder.encode(pick(VALUES, random), StandardCharsets.UTF_8));
    }
    return RawRequest.of("GET", path.toString());
  }

  private static RawRequest write(Random random) {
    var target =
        pick(List.of("catalog/register", "catalog/deregister", "coordinate/update"), random);
    var body = new StringBuilder();
    if (random.nextBoolean()) {
      body.append("{\"Node\":\"fuzz\",\"Address\":\"1.2.3.4\",\"Service\":{\"Service\":\"web\",");
    }
    for (int i = random.nextInt(12); i > 0; i--) {
      body.append(pick(PIECES, random));
    }
    return RawRequest.of("PUT", "/v1/" + target)
        .body(body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
