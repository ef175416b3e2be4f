package praetor.model.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import praetor.model.DecodeException;

/**
 * Reads a JSON document into a {@link JsonValue}, with the errors of Go's decoders: {@code invalid
 * character 'x' looking for beginning of value} and its kin.
 *
 * <p>{@link #read} takes one value and ignores what follows, like Go's {@code Decoder.Decode}:
 * {@code EOF} for an empty document, {@code unexpected EOF} for one cut off. {@link #readWhole}
 * refuses anything behind the value, like Go's {@code Unmarshal}: {@code unexpected end of JSON
 * input} for both. Text that is not UTF-8 becomes U+FFFD.
 *
 * <p>Source: RFC 8259; the errors as Consul 1.21 answers them to malformed requests and files.
 */
public final class JsonReader {
  /**
   * Deep enough for any request of the API, and less than {@link PackReader} takes: what is
   * accepted must come out of the log again. Go stops at 10,000.
   */
  private static final int REQUEST_DEPTH_MAX = 150;

  /** For files and answers, which hold requests' values at some depth; the stack bears it. */
  private static final int WHOLE_DEPTH_MAX = 400;

  private static final String AT_VALUE = "looking for beginning of value";
  private static final String AT_NAME = "looking for beginning of object key string";

  private final byte[] in;
  private final int depthMax;
  private final String cutOff;
  private int at;
  private int depth;

  private JsonReader(byte[] in, int depthMax, String cutOff) {
    this.in = in;
    this.depthMax = depthMax;
    this.cutOff = cutOff;
  }

  /** Reads the first value of a document. */
  public static JsonValue read(byte[] document) throws DecodeException {
    var reader = new JsonReader(document, REQUEST_DEPTH_MAX, "unexpected EOF");
    reader.skipBlanks();
    if (reader.at == document.length) {
      throw new DecodeException("EOF");
    }
    return reader.value();
  }

  public static JsonValue read(String document) throws DecodeException {
    return read(document.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a document that holds one value and nothing behind it. */
  public static JsonValue readWhole(byte[] document) throws DecodeException {
    var reader = new JsonReader(document, WHOLE_DEPTH_MAX, "unexpected end of JSON input");
    reader.skipBlanks();
    var value = reader.value();
    reader.skipBlanks();
    if (reader.at < document.length) {
      throw reader.unexpected("after top-level value");
    }
    return value;
  }

  public static JsonValue readWhole(String document) throws DecodeException {
    return readWhole(document.getBytes(StandardCharsets.UTF_8));
  }

  private JsonValue value() throws DecodeException {
    int head = peek();
    return switch (head) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new JsonValue.Str(string());
      case 't' -> literal("true", new JsonValue.Bool(true));
      case 'f' -> literal("false", new JsonValue.Bool(false));
      case 'n' -> literal("null", new JsonValue.Null());
      default -> {
        if (head != '-' && !isDigit(head)) {
          throw unexpected(AT_VALUE);
        }
        yield new JsonValue.Num(number());
      }
    };
  }

  private JsonValue object() throws DecodeException {
    enter();
    Map<String, JsonValue> members = new LinkedHashMap<>();
    if (peekAfterBlanks() == '}') {
      leave();
      return new JsonValue.Obj(members);
    }
    while (true) {
      expect('"', AT_NAME);
      var name = string();
      expect(':', "after object key");
      at++;
      peekAfterBlanks();
      members.put(name, value());
      if (!more('}', "after object key:value pair")) {
        return new JsonValue.Obj(members);
      }
    }
  }

  private JsonValue array() throws DecodeException {
    enter();
    List<JsonValue> elements = new ArrayList<>();
    if (peekAfterBlanks() == ']') {
      leave();
      return new JsonValue.Arr(elements);
    }
    while (true) {
      peekAfterBlanks();
      elements.add(value());
      if (!more(']', "after array element")) {
        return new JsonValue.Arr(elements);
      }
    }
  }

  private void enter() throws DecodeException {
    if (++depth > depthMax) {
      throw unexpected("exceeded max depth");
    }
    at++;
  }

  private void leave() {
    depth--;
    at++;
  }

  /** Passes a comma, or the bracket that closes the list or object. */
  private boolean more(char closing, String context) throws DecodeException {
    int next = peekAfterBlanks();
    if (next == closing) {
      leave();
      return false;
    }
    if (next != ',') {
      throw unexpected(context);
    }
    at++;
    return true;
  }

  private void expect(char wanted, String context) throws DecodeException {
    if (peekAfterBlanks() != wanted) {
      throw unexpected(context);
    }
  }

  private JsonValue literal(String word, JsonValue meaning) throws DecodeException {
    for (int i = 0; i < word.length(); i++, at++) {
      if (peek() != word.charAt(i)) {
        throw unexpected("in literal " + word + " (expecting '" + word.charAt(i) + "')");
      }
    }
    return meaning;
  }

  private String number() throws DecodeException {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits("in numeric literal");
    }
    if (nextIs('.')) {
      at++;
      digits("after decimal point in numeric literal");
    }
    if (nextIs('e') || nextIs('E')) {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits("in exponent of numeric literal");
    }
    return new String(in, start, at - start, StandardCharsets.ISO_8859_1);
  }

  private void digits(String context) throws DecodeException {
    if (!isDigit(peek())) {
      throw unexpected(context);
    }
    while (at < in.length && isDigit(in[at])) {
      at++;
    }
  }

  private String string() throws DecodeException {
    int start = ++at;
    int seen = 0;
    for (; at < in.length; at++) {
      byte b = in[at];
      if (b == '"') {
        return seen < 0
            ? Utf8.decode(in, start, at++)
            : new String(in, start, at++ - start, StandardCharsets.ISO_8859_1);
      }
      if (b == '\\') {
        return escaped(start);
      }
      if (b >= 0 && b < 0x20) {
        throw unexpected("in string literal");
      }
      seen |= b;
    }
    throw cutOff();
  }

  private String escaped(int start) throws DecodeException {
    var text = new StringBuilder(Utf8.decode(in, start, at));
    while (true) {
      int c = peek();
      if (c == '"') {
        at++;
        return text.toString();
      }
      if (c < 0x20) {
        throw unexpected("in string literal");
      }
      if (c == '\\') {
        at++;
        escape(text);
      } else {
        at += Utf8.append(in, at, in.length, text);
      }
    }
  }

  private void escape(StringBuilder text) throws DecodeException {
    int c = peek();
    if (c == 'u') {
      at++;
      unicode(text);
      return;
    }
    text.append(
        switch (c) {
          case '"', '\\', '/' -> (char) c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> throw unexpected("in string escape code");
        });
    at++;
  }

  // Two escapes may make one character; half of a pair is none.
  private void unicode(StringBuilder text) throws DecodeException {
    char c = hex();
    if (Character.isHighSurrogate(c) && nextIs('\\') && at + 1 < in.length && in[at + 1] == 'u') {
      int back = at;
      at += 2;
      char low = hex();
      if (Character.isLowSurrogate(low)) {
        text.append(c).append(low);
        return;
      }
      at = back;
    }
    text.append(Character.isSurrogate(c) ? '\ufffd' : c);
  }

  private char hex() throws DecodeException {
    int c = 0;
    for (int i = 0; i < 4; i++, at++) {
      int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw unexpected("in \\u hexadecimal character escape");
      }
      c = c << 4 | digit;
    }
    return (char) c;
  }

  private int peekAfterBlanks() throws DecodeException {
    skipBlanks();
    return peek();
  }

  private void skipBlanks() {
    while (at < in.length
        && (in[at] == ' ' || in[at] == '\n' || in[at] == '\t' || in[at] == '\r')) {
      at++;
    }
  }

  private int peek() throws DecodeException {
    if (at >= in.length) {
      throw cutOff();
    }
    return in[at] & 0xff;
  }

  private boolean nextIs(char wanted) {
    return at < in.length && in[at] == wanted;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private DecodeException cutOff() {
    return new DecodeException(cutOff);
  }

  private DecodeException unexpected(String context) {
    return new DecodeException(
        "invalid character " + GoStrings.quotedByte(in[at] & 0xff) + " " + context);
  }
}
