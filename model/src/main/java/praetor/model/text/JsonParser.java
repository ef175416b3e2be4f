package praetor.model.text;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text strictly: no comments, no trailing commas, no byte order mark.
 *
 * <p>Values: {@link Map} in the order written (a repeated name keeps its last value), {@link List},
 * {@link String}, {@link Boolean}, {@code null}, {@link Long} or {@link BigInteger} for numbers
 * written as integers, {@link Double} for the others.
 *
 * <p>Source: error texts observed on Consul 1.21.4; RFC 8259.
 */
public final class JsonParser {

  /** Deepest nesting, as in Go's decoder. */
  private static final int DEPTH_MAX = 1_000;

  private final byte[] text;
  private int at;
  private int depth;

  private JsonParser(byte[] text) {
    this.text = text;
  }

  public static @Nullable Object parse(String text) throws JsonSyntaxException {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Parses UTF-8 text that holds one value and nothing behind it. */
  public static @Nullable Object parse(byte[] text) throws JsonSyntaxException {
    var parser = new JsonParser(text);
    var value = parser.value();
    parser.skipBlanks();
    if (parser.at < text.length) {
      throw parser.unexpected("after top-level value");
    }
    return value;
  }

  private @Nullable Object value() throws JsonSyntaxException {
    skipBlanks();
    return switch (peek()) {
      case '{' -> nested(true);
      case '[' -> nested(false);
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw unexpected("looking for beginning of value");
    };
  }

  private Object nested(boolean object) throws JsonSyntaxException {
    if (++depth > DEPTH_MAX) {
      throw new JsonSyntaxException("exceeded max depth");
    }
    at++;
    var value = object ? object() : array();
    depth--;
    return value;
  }

  private Map<String, @Nullable Object> object() throws JsonSyntaxException {
    var map = new LinkedHashMap<String, @Nullable Object>();
    skipBlanks();
    if (peek() == '}') {
      at++;
      return map;
    }
    while (true) {
      skipBlanks();
      if (peek() != '"') {
        throw unexpected("looking for beginning of object key string");
      }
      var name = string();
      skipBlanks();
      if (peek() != ':') {
        throw unexpected("after object key");
      }
      at++;
      map.put(name, value());
      if (endsAfterElement('}', "after object key:value pair")) {
        return map;
      }
    }
  }

  private List<@Nullable Object> array() throws JsonSyntaxException {
    var list = new ArrayList<@Nullable Object>();
    skipBlanks();
    if (peek() == ']') {
      at++;
      return list;
    }
    do {
      list.add(value());
    } while (!endsAfterElement(']', "after array element"));
    return list;
  }

  private boolean endsAfterElement(char end, String context) throws JsonSyntaxException {
    skipBlanks();
    var next = peek();
    if (next != ',' && next != end) {
      throw unexpected(context);
    }
    at++;
    return next == end;
  }

  private @Nullable Object literal(String word, @Nullable Object value) throws JsonSyntaxException {
    for (int i = 1; i < word.length(); i++) {
      at++;
      if (peek() != word.charAt(i)) {
        throw unexpected("in literal " + word + " (expecting '" + word.charAt(i) + "')");
      }
    }
    at++;
    return value;
  }

  private Object number() throws JsonSyntaxException {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peekOrEnd() == '0') {
      at++;
    } else {
      digits("in numeric literal");
    }
    boolean integer = true;
    if (peekOrEnd() == '.') {
      integer = false;
      at++;
      digits("after decimal point in numeric literal");
    }
    if (peekOrEnd() == 'e' || peekOrEnd() == 'E') {
      integer = false;
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits("in exponent of numeric literal");
    }
    var written = new String(text, start, at - start, StandardCharsets.US_ASCII);
    return integer ? integer(written) : Double.valueOf(written);
  }

  private static Object integer(String written) {
    var value = new BigInteger(written);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private void digits(String context) throws JsonSyntaxException {
    if (!isDigit(peek())) {
      throw unexpected(context);
    }
    while (isDigit(peekOrEnd())) {
      at++;
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private String string() throws JsonSyntaxException {
    at++;
    int start = at;
    while (at < text.length && text[at] != '"' && text[at] != '\\' && (text[at] & 0xff) >= ' ') {
      at++;
    }
    if (peek() == '"') {
      return new String(text, start, at++ - start, StandardCharsets.UTF_8);
    }
    return stringWithEscapes(start);
  }

  private String stringWithEscapes(int start) throws JsonSyntaxException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(text, start, at - start);
    while (true) {
      int c = peek();
      if (c == '"') {
        at++;
        return bytes.toString(StandardCharsets.UTF_8);
      } else if (c < ' ') {
        throw unexpected("in string literal");
      } else if (c == '\\') {
        at++;
        bytes.writeBytes(escape().getBytes(StandardCharsets.UTF_8));
      } else {
        bytes.write(c);
        at++;
      }
    }
  }

  private String escape() throws JsonSyntaxException {
    int c = peek();
    if (c == 'u') {
      at++;
      return unicode();
    }
    int known = "\"\\/bfnrt".indexOf(c);
    if (known < 0) {
      throw unexpected("in string escape code");
    }
    at++;
    return String.valueOf("\"\\/\b\f\n\r\t".charAt(known));
  }

  /** A surrogate pair is one character; half of one becomes the replacement character. */
  private String unicode() throws JsonSyntaxException {
    char first = hex4();
    if (!Character.isSurrogate(first)) {
      return String.valueOf(first);
    }
    boolean another = at + 1 < text.length && text[at] == '\\' && text[at + 1] == 'u';
    if (Character.isHighSurrogate(first) && another) {
      int before = at;
      at += 2;
      char second = hex4();
      if (Character.isLowSurrogate(second)) {
        return new String(new char[] {first, second});
      }
      at = before;
    }
    return "\ufffd";
  }

  private char hex4() throws JsonSyntaxException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw unexpected("in \\u hexadecimal character escape");
      }
      value = value * 16 + digit;
      at++;
    }
    return (char) value;
  }

  private void skipBlanks() {
    while (at < text.length
        && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r')) {
      at++;
    }
  }

  private int peek() throws JsonSyntaxException {
    if (at >= text.length) {
      throw new JsonSyntaxException("unexpected end of JSON input");
    }
    return text[at] & 0xff;
  }

  private int peekOrEnd() {
    return at < text.length ? text[at] & 0xff : -1;
  }

  private JsonSyntaxException unexpected(String context) {
    return new JsonSyntaxException("invalid character " + quoted(text[at] & 0xff) + " " + context);
  }

  private static String quoted(int c) {
    return switch (c) {
      case '\'' -> "'\\''";
      case '\\' -> "'\\\\'";
      case '\n' -> "'\\n'";
      case '\t' -> "'\\t'";
      case '\r' -> "'\\r'";
      default -> c < ' ' || c == 0x7f ? "'\\x%02x'".formatted(c) : "'" + (char) c + "'";
    };
  }
}
