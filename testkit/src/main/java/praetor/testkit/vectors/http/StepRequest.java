package praetor.testkit.vectors.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import praetor.testkit.net.RawRequest;
import praetor.testkit.vectors.JsonText;
import praetor.testkit.vectors.Names;
import tools.jackson.databind.JsonNode;

/** Builds the request that a step describes, with saved values inserted. */
final class StepRequest {
  private StepRequest() {}

  /**
   * @param bodies whole answer bodies that earlier steps have kept
   */
  static RawRequest of(JsonNode step, Names names, Map<String, byte[]> bodies) {
    var request =
        RawRequest.of(
                step.path("method").stringValue(),
                names.insertInto(step.path("path").stringValue()))
            .body(body(step, names, bodies));
    for (var header : step.path("headers").properties()) {
      request = request.header(header.getKey(), names.insertInto(header.getValue().stringValue()));
    }
    return request;
  }

  private static byte[] body(JsonNode step, Names names, Map<String, byte[]> bodies) {
    if (step.has("json")) {
      return bytes(names.insertInto(JsonText.spaced(step.path("json"))));
    }
    if (step.has("text")) {
      return bytes(names.insertInto(step.path("text").stringValue()));
    }
    if (step.has("body_from")) {
      return bodies.getOrDefault(step.path("body_from").stringValue(), new byte[0]);
    }
    return Base64.getDecoder().decode(names.insertInto(step.path("base64").asString("")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
