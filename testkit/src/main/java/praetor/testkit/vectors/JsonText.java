package praetor.testkit.vectors;

import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON between text and values, in the form that the recordings were made with. */
public final class JsonText {
  private static final int SHOWN_MAX = 160;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private JsonText() {}

  /**
   * The value of a text that is JSON from its first to its last character; empty for other texts.
   */
  public static Optional<JsonNode> parse(String text) {
    try {
      return Optional.of(MAPPER.readTree(text)).filter(value -> !value.isMissingNode());
    } catch (JacksonException notJson) {
      // The caller asked whether it is JSON: this is the answer.
      return Optional.empty();
    }
  }

  /** The object that a text holds which is known to be one. */
  public static ObjectNode object(String text) {
    return (ObjectNode) MAPPER.readTree(text);
  }

  /**
   * JSON on one line with a blank after each comma and colon, and no escapes but those needed.
   *
   * <p>The bytes of a request's body matter where the server stores them, and the recordings were
   * made with bodies written like this.
   */
  public static String spaced(JsonNode value) {
    if (value.isObject()) {
      return value.properties().stream()
          .map(field -> quoted(field.getKey()) + ": " + spaced(field.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value.isArray()) {
      return value.values().stream()
          .map(JsonText::spaced)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return value.isString() ? quoted(value.stringValue()) : value.asString("null");
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
  }

  /** A value for a message to people: long ones are cut. */
  public static String show(JsonNode value) {
    return shorten(spaced(value));
  }

  public static String shorten(String text) {
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
  }
}
