package praetor.model.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import praetor.model.DecodeException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a JSON document into a {@link JsonValue}, with the errors of Go's decoder: {@code EOF} for
 * an empty document, {@code unexpected EOF} for one cut off, {@code invalid character 'x' ...} for
 * others.
 *
 * <p>Like Go's {@code Decoder.Decode} it reads one value and ignores what follows. Safe for any
 * thread.
 */
public final class JsonReader {
  /** Deep enough for any request of the API; Go stops at 10,000. */
  private static final int DEPTH_MAX = 1_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonReader() {}

  public static JsonValue read(byte[] document) throws DecodeException {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), document)) {
      var token = parser.nextToken();
      if (token == null) {
        throw new DecodeException("EOF");
      }
      return value(parser, token);
    } catch (UnexpectedEndOfInputException e) {
      throw new DecodeException("unexpected EOF", e);
    } catch (StreamReadException e) {
      throw syntaxError(document, e);
    } catch (JacksonException e) {
      throw new DecodeException("invalid JSON: " + e.getOriginalMessage(), e);
    }
  }

  public static JsonValue read(String document) throws DecodeException {
    return read(document.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonValue value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonValue.Str(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(parser.getString());
      case VALUE_TRUE -> new JsonValue.Bool(true);
      case VALUE_FALSE -> new JsonValue.Bool(false);
      case VALUE_NULL -> new JsonValue.Null();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("the tokenizer gave " + token + " for a value");
    };
  }

  private static JsonValue object(JsonParser parser) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.getString();
      members.put(name, value(parser, parser.nextToken()));
    }
    return new JsonValue.Obj(members);
  }

  private static JsonValue array(JsonParser parser) {
    List<JsonValue> elements = new ArrayList<>();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      elements.add(value(parser, token));
    }
    return new JsonValue.Arr(elements);
  }

  private static DecodeException syntaxError(byte[] document, StreamReadException e) {
    long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
    // The tokenizer points behind the character it did not expect.
    int at = (int) Math.max(0, Math.min(offset - 1, document.length - 1L));
    if (offset < 0 || document.length == 0 || offset > document.length) {
      return new DecodeException("unexpected EOF", e);
    }
    return new DecodeException(
        "invalid character "
            + quoted((char) (document[at] & 0xff))
            + " looking for beginning of value",
        e);
  }

  private static String quoted(char c) {
    return switch (c) {
      case '\'' -> "'\\''";
      case '"' -> "'\"'";
      case '\n' -> "'\\n'";
      case '\r' -> "'\\r'";
      case '\t' -> "'\\t'";
      default -> c < 0x20 ? "'\\x%02x'".formatted((int) c) : "'" + c + "'";
    };
  }
}
