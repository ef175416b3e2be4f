package praetor.testkit.vectors.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import praetor.testkit.vectors.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * An answer's body as recordings write it.
 *
 * @param form the field of {@code expect} that holds such a body
 * @param value the JSON value; a string for the other forms
 */
record Content(Form form, JsonNode value) {
  enum Form {
    JSON,
    TEXT,
    BASE64;

    /** The name of the form in the files. */
    String field() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** JSON where the type says so and the body is; else text where it is UTF-8; else base64. */
  static Content of(String contentType, byte[] body) {
    var text = text(body);
    if (text.isEmpty()) {
      return new Content(Form.BASE64, StringNode.valueOf(Base64.getEncoder().encodeToString(body)));
    }
    var json = text.filter(_ -> contentType.contains("json")).flatMap(JsonText::parse);
    return json.map(value -> new Content(Form.JSON, value))
        .orElseGet(() -> new Content(Form.TEXT, StringNode.valueOf(text.get())));
  }

  /** The body as UTF-8, or empty where it is not. */
  static Optional<String> text(byte[] body) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return Optional.of(decoder.decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException notText) {
      // Whether it is text is the question that was asked.
      return Optional.empty();
    }
  }
}
