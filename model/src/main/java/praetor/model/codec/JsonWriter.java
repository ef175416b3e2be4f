package praetor.model.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Writes JSON as Go's encoding/json does: no blanks, {@code <>&} and U+2028/9 escaped, bytes in
 * Base64; or, pretty, with four blanks of indent and a final newline; or with another indent and no
 * newline at the end.
 *
 * <p>Owned by one thread. Source: Consul 1.21 answers, with and without {@code ?pretty}, and what
 * its commands print.
 */
public final class JsonWriter {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NO_INDENT = {};
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** A large document grows by parts of this size: doubling one buffer would copy it all again. */
  private static final int PART_BYTES_MAX = 256 << 10;

  /** Larger values get an array of their own for their Base64. */
  private static final int BASE64_BYTES_MAX = 768;

  private static final int INT_DIGITS_MAX = 10;
  private static final byte[] PRETTY_INDENT = {' ', ' ', ' ', ' '};
  private static final boolean[] PLAIN = plain();

  private final boolean pretty;
  private final byte[] indent;
  private final boolean newLineAtEnd;
  // The document is the full parts followed by what the buffer holds.
  private final List<ByteBuffer> parts = new ArrayList<>(0);
  private int partsSize;
  private byte[] buffer = new byte[512];
  private byte[] base64 = {};
  private int size;
  private int depth;
  // Whether the next element of the innermost list or object is its first: no comma before it.
  private boolean first = true;
  private boolean afterName;

  private JsonWriter(byte[] indent, boolean newLineAtEnd) {
    this.pretty = indent.length > 0;
    this.indent = indent;
    this.newLineAtEnd = newLineAtEnd;
  }

  // The ASCII characters that stand for themselves in a string.
  private static boolean[] plain() {
    var plain = new boolean[0x80];
    for (int c = 0x20; c < plain.length; c++) {
      plain[c] = "\"\\<>&".indexOf(c) < 0;
    }
    return plain;
  }

  public static JsonWriter compact() {
    return new JsonWriter(NO_INDENT, false);
  }

  public static JsonWriter pretty() {
    return new JsonWriter(PRETTY_INDENT, true);
  }

  /** One line for each element, one {@code indent} for each level, no newline at the end. */
  public static JsonWriter indented(String indent) {
    return new JsonWriter(indent.getBytes(StandardCharsets.US_ASCII), false);
  }

  /** What was written, with the newline that ends a pretty document. */
  public byte[] toBytes() {
    if (newLineAtEnd) {
      put('\n');
    }
    if (parts.isEmpty()) {
      return Arrays.copyOf(buffer, size);
    }
    var whole = new byte[partsSize + size];
    int at = 0;
    for (var part : parts) {
      part.get(0, whole, at, part.limit());
      at += part.limit();
    }
    System.arraycopy(buffer, 0, whole, at, size);
    return whole;
  }

  /** The same as text. */
  public String toText() {
    return new String(toBytes(), StandardCharsets.UTF_8);
  }

  public JsonWriter beginObject() {
    return open('{');
  }

  public JsonWriter endObject() {
    return close('}');
  }

  public JsonWriter beginArray() {
    return open('[');
  }

  public JsonWriter endArray() {
    return close(']');
  }

  public JsonWriter name(String name) {
    separate();
    quote(name);
    return colon();
  }

  /** Writes a name that {@link #encodedName} made before: the fast path of {@link Shape}. */
  void name(byte[] encoded) {
    if (pretty) {
      separate();
      put(encoded, 1);
      put(' ');
    } else {
      put(encoded, first ? 1 : 0);
      first = false;
    }
    afterName = true;
  }

  /** A name in its quotes, with its colon, and behind a comma that the first of an object lacks. */
  static byte[] encodedName(String name) {
    var writer = compact();
    writer.put(',');
    writer.quote(name);
    writer.put(':');
    return writer.toBytes();
  }

  public JsonWriter value(String text) {
    separate();
    quote(text);
    return this;
  }

  /** Writes UTF-8 text; each byte that is not UTF-8 becomes {@code \\ufffd}. */
  public JsonWriter text(byte[] utf8) {
    separate();
    ensure(utf8.length + 2);
    var out = buffer;
    int at = size;
    out[at++] = '"';
    for (int i = 0; i < utf8.length; i++) {
      byte b = utf8[i];
      if (b < 0 || !PLAIN[b]) {
        size = at;
        quoteContent(utf8, i);
        return put('"');
      }
      out[at++] = b;
    }
    out[at++] = '"';
    size = at;
    return this;
  }

  public JsonWriter value(long number) {
    separate();
    digits(number);
    return this;
  }

  /** Writes a long as the unsigned number that it stands for. */
  public JsonWriter unsigned(long number) {
    separate();
    if (number >= 0) {
      digits(number);
    } else {
      ascii(Long.toUnsignedString(number));
    }
    return this;
  }

  public JsonWriter value(double number) {
    separate();
    ascii(GoNumbers.format(number));
    return this;
  }

  public JsonWriter value(boolean flag) {
    separate();
    put(flag ? TRUE : FALSE);
    return this;
  }

  public JsonWriter nullValue() {
    separate();
    put(NULL);
    return this;
  }

  public JsonWriter base64(byte[] bytes) {
    separate();
    put('"');
    if (bytes.length > BASE64_BYTES_MAX) {
      put(Base64.getEncoder().encode(bytes));
    } else {
      smallBase64(bytes);
    }
    return put('"');
  }

  // The encoder writes to the beginning of an array only: to one that is used again and again.
  private void smallBase64(byte[] bytes) {
    if (base64.length == 0) {
      base64 = new byte[BASE64_BYTES_MAX / 3 * 4];
    }
    int length = Base64.getEncoder().encode(bytes, base64);
    ensure(length);
    System.arraycopy(base64, 0, buffer, size, length);
    size += length;
  }

  boolean isPretty() {
    return pretty;
  }

  /** Writes a value in compact JSON that was made before: the fast path of {@link Shape}. */
  void encoded(byte[] json) {
    separate();
    put(json);
  }

  /** Writes any JSON value that was read before, as it is. */
  public JsonWriter value(JsonValue value) {
    switch (value) {
      case JsonValue.Obj(var members) -> {
        beginObject();
        members.forEach((name, member) -> name(name).value(member));
        endObject();
      }
      case JsonValue.Arr(var elements) -> {
        beginArray();
        elements.forEach(this::value);
        endArray();
      }
      case JsonValue.Str(var text) -> value(text);
      case JsonValue.Num(var text) -> {
        separate();
        ascii(text);
      }
      case JsonValue.Bool(var flag) -> value(flag);
      case JsonValue.Null() -> nullValue();
    }
    return this;
  }

  private JsonWriter open(char bracket) {
    separate();
    put(bracket);
    depth++;
    first = true;
    return this;
  }

  private JsonWriter close(char bracket) {
    depth--;
    if (pretty && !first) {
      newLine();
    }
    put(bracket);
    first = false;
    return this;
  }

  private JsonWriter colon() {
    put(':');
    if (pretty) {
      put(' ');
    }
    afterName = true;
    return this;
  }

  private void separate() {
    if (afterName) {
      afterName = false;
      return;
    }
    if (!first) {
      put(',');
    }
    if (pretty && depth > 0) {
      newLine();
    }
    first = false;
  }

  private void newLine() {
    put('\n');
    for (int i = 0; i < depth; i++) {
      put(indent);
    }
  }

  private void quote(String text) {
    int length = text.length();
    ensure(length + 2);
    var out = buffer;
    int at = size;
    out[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= PLAIN.length || !PLAIN[c]) {
        size = at;
        quoteContent(text, i);
        put('"');
        return;
      }
      out[at++] = (byte) c;
    }
    out[at++] = '"';
    size = at;
  }

  private void quoteContent(String text, int from) {
    int length = text.length();
    for (int i = from; i < length; ) {
      int point = text.codePointAt(i);
      if (Character.isBmpCodePoint(point) && Character.isSurrogate((char) point)) {
        unicode('\ufffd');
      } else {
        quoted(point);
      }
      i += Character.charCount(point);
    }
  }

  private void quoteContent(byte[] utf8, int from) {
    for (int i = from; i < utf8.length; ) {
      int point = Utf8.codePointAt(utf8, i, utf8.length);
      if (point == Utf8.INVALID) {
        unicode('\ufffd');
        i++;
      } else {
        quoted(point);
        i += Utf8.length(point);
      }
    }
  }

  private void quoted(int point) {
    if (point < PLAIN.length) {
      if (PLAIN[point]) {
        put((char) point);
      } else {
        escape((char) point);
      }
    } else if (point == '\u2028' || point == '\u2029') {
      unicode((char) point);
    } else {
      ensure(Utf8.LENGTH_MAX);
      size = Utf8.put(point, buffer, size);
    }
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> put('\\').put('"');
      case '\\' -> put('\\').put('\\');
      case '\n' -> put('\\').put('n');
      case '\r' -> put('\\').put('r');
      case '\t' -> put('\\').put('t');
      case '\b' -> put('\\').put('b');
      case '\f' -> put('\\').put('f');
      default -> unicode(c);
    }
  }

  private void unicode(char c) {
    put('\\').put('u');
    put((char) HEX[c >> 12]).put((char) HEX[c >> 8 & 15]);
    put((char) HEX[c >> 4 & 15]).put((char) HEX[c & 15]);
  }

  private void digits(long number) {
    if (number < 0 || number > Integer.MAX_VALUE) {
      ascii(Long.toString(number));
      return;
    }
    // An int divides several times faster, and most numbers are indexes that fit.
    int rest = (int) number;
    int length = 1;
    for (int bound = 10; length < INT_DIGITS_MAX && rest >= bound; bound *= 10) {
      length++;
    }
    ensure(length);
    var out = buffer;
    int end = size + length;
    for (int at = end - 1; at >= size; at--) {
      int tenth = rest / 10;
      out[at] = (byte) ('0' + rest - tenth * 10);
      rest = tenth;
    }
    size = end;
  }

  @SuppressWarnings("deprecation") // the one copy of ASCII text that needs no encoder
  private void ascii(String text) {
    ensure(text.length());
    text.getBytes(0, text.length(), buffer, size);
    size += text.length();
  }

  private JsonWriter put(char c) {
    ensure(1);
    buffer[size++] = (byte) c;
    return this;
  }

  private void put(byte[] bytes) {
    put(bytes, 0);
  }

  private void put(byte[] bytes, int from) {
    int length = bytes.length - from;
    ensure(length);
    System.arraycopy(bytes, from, buffer, size, length);
    size += length;
  }

  private void ensure(int more) {
    if (size + more > buffer.length) {
      grow(more);
    }
  }

  private void grow(int more) {
    if (buffer.length < PART_BYTES_MAX) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    } else {
      parts.add(ByteBuffer.wrap(buffer, 0, size));
      partsSize += size;
      buffer = new byte[Math.max(PART_BYTES_MAX, more)];
      size = 0;
    }
  }
}
