package praetor.agent.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import praetor.testkit.vectors.JsonText;
import tools.jackson.databind.JsonNode;

/** What Consul 1.21.4 agents said to each other. */
public final class Recorded {
  private Recorded() {}

  /** The entries of a file among the test resources of this package. */
  public static Stream<JsonNode> entries(String file) {
    try (var in = Recorded.class.getResourceAsStream(file)) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return JsonText.parse(text).orElseThrow().valueStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a field in hexadecimal digits. */
  public static byte[] bytes(JsonNode entry, String field) {
    return HexFormat.of().parseHex(entry.path(field).asString());
  }
}
