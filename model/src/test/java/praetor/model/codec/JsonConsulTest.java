package praetor.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import praetor.model.CheckServiceNode;
import praetor.model.DecodeException;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.RegisterRequest;
import praetor.model.ServiceNode;

/** Replays documents recorded from a real Consul 1.21.4: its answers and its errors. */
final class JsonConsulTest {
  record Answer(String file, Codec<?> codec) {}

  static List<Answer> answers() {
    return List.of(
        new Answer("catalog-nodes", Codecs.list(Node.SHAPE)),
        new Answer("catalog-service-web", Codecs.list(ServiceNode.SHAPE)),
        new Answer("health-service-web", Codecs.list(CheckServiceNode.SHAPE)),
        new Answer("health-state-any", Codecs.list(HealthCheck.SHAPE)));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void writesWhatWasReadByteForByte(Answer answer) throws IOException, DecodeException {
    var recorded = resource(answer.file() + ".json");
    assertThat(rewritten(answer.codec(), recorded, JsonWriter.compact())).isEqualTo(recorded);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void writesPrettyByteForByte(Answer answer) throws IOException, DecodeException {
    var recorded = resource(answer.file() + ".pretty.json");
    assertThat(rewritten(answer.codec(), recorded, JsonWriter.pretty())).isEqualTo(recorded);
  }

  // What Praetor words in another way on purpose: embedded structs and types without a name in
  // Go's source, integers above 32 bits, a second error behind a repeated name.
  private static final Set<String> WORDED_OTHERWISE =
      Set.of(
          "{\"Service\":{\"Port\":4294967296}}",
          "{\"Node\":\"a\",\"Node\":1}",
          "{\"Check\":{\"CreateIndex\":-1}}",
          "{\"Check\":{\"CreateIndex\":18446744073709551616}}",
          "{\"Check\":{\"Definition\":[]}}",
          "{\"Check\":{\"Definition\":{\"OutputMaxSize\":\"x\"}}}",
          "{\"Service\":{\"Proxy\":[]}}",
          "{\"Service\":{\"Proxy\":{\"Upstreams\":[1]}}}",
          "{\"Service\":{\"Namespace\":\"x\"}}",
          "{\"Namespace\":\"x\"}",
          "{\"Service\":{\"Proxy\":{\"Expose\":{\"Paths\":[{\"listener_port\":\"x\"}]}}}}",
          "{\"Service\":{\"Proxy\":{\"Expose\":{\"Paths\":[{\"local_path_port\":\"x\"}]}}}}",
          "{\"Service\":{\"Proxy\":{\"Expose\":{\"Paths\":[{\"parsed_from_check\":\"x\"}]}}}}",
          "{\"Service\":{\"Proxy\":{\"Upstreams\":[{\"CentrallyConfigured\":1}]}}}",
          "{\"Token\":\"x\"}");

  @Test
  void refusesDocumentsWithTheErrorsOfConsul() throws IOException, DecodeException {
    List<String> differences = new ArrayList<>();
    int count = 0;
    for (var line : resource("json-errors.jsonl").lines().toList()) {
      var members = ((JsonValue.Obj) JsonReader.read(line)).members();
      var body = Base64.getDecoder().decode(((JsonValue.Str) members.get("body")).text());
      var text = Utf8.decode(body, 0, body.length);
      var wanted = members.get("error") instanceof JsonValue.Str(var error) ? error : "accepted";
      var given = verdict(body);
      if (!given.equals(wanted) && !WORDED_OTHERWISE.contains(text) && body.length < 1_000) {
        differences.add(text + "\n  wanted " + wanted + "\n  given  " + given);
      }
      count++;
    }
    assertThat(differences).isEmpty();
    assertThat(count).isGreaterThan(250);
  }

  private static String verdict(byte[] body) {
    try {
      RegisterRequest.SHAPE.parse(body, JsonPath.strict());
      return "accepted";
    } catch (DecodeException e) {
      return e.getMessage();
    }
  }

  private static <V> String rewritten(Codec<V> codec, String json, JsonWriter out)
      throws DecodeException {
    codec.writeJson(codec.readJson(JsonReader.read(json), JsonPath.strict()), out);
    var bytes = out.toBytes();
    return Utf8.decode(bytes, 0, bytes.length);
  }

  private static String resource(String name) throws IOException {
    try (var in = JsonConsulTest.class.getResourceAsStream(name)) {
      var bytes = in.readAllBytes();
      return Utf8.decode(bytes, 0, bytes.length);
    }
  }
}
