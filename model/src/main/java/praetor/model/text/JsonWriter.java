package praetor.model.text;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values that {@link JsonParser} reads, as Go's encoder does: {@code < > &} and the line
 * separators are escaped, map entries come in their own order.
 */
public final class JsonWriter {

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder();
  private final String indent;

  private JsonWriter(String indent) {
    this.indent = indent;
  }

  /** One line without blanks. */
  public static String compact(@Nullable Object value) {
    return indented(value, "");
  }

  /** One line for each element, one {@code indent} for each level; no newline at the end. */
  public static String indented(@Nullable Object value, String indent) {
    var writer = new JsonWriter(indent);
    writer.value(value, 0);
    return writer.out.toString();
  }

  private void value(@Nullable Object value, int level) {
    switch (value) {
      case null -> out.append("null");
      case String text -> string(text);
      case Map<?, ?> map -> object(map, level);
      case List<?> list -> array(list, level);
      case Object other -> out.append(other);
    }
  }

  private void object(Map<?, ?> map, int level) {
    out.append('{');
    boolean first = true;
    for (var entry : map.entrySet()) {
      separate(first, level + 1);
      first = false;
      string(String.valueOf(entry.getKey()));
      out.append(indent.isEmpty() ? ":" : ": ");
      value(entry.getValue(), level + 1);
    }
    end(first, level, '}');
  }

  private void array(List<?> list, int level) {
    out.append('[');
    boolean first = true;
    for (var element : list) {
      separate(first, level + 1);
      first = false;
      value(element, level + 1);
    }
    end(first, level, ']');
  }

  private void separate(boolean first, int level) {
    if (!first) {
      out.append(',');
    }
    newline(level);
  }

  private void end(boolean empty, int level, char bracket) {
    if (!empty) {
      newline(level);
    }
    out.append(bracket);
  }

  private void newline(int level) {
    if (!indent.isEmpty()) {
      out.append('\n').append(indent.repeat(level));
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '<', '>', '&', '\u2028', '\u2029' -> unicode(c);
      default -> {
        if (c < ' ') {
          unicode(c);
        } else {
          out.append(c);
        }
      }
    }
  }

  private void unicode(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt(c >> shift & 15));
    }
  }
}
