package praetor.template.func;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoFloats;
import praetor.template.lang.GoText;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.StructValue;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** Writes values as Go's yaml.v2 does, without a line break at the end. */
final class YamlEncoder {
  private static final int DEPTH_MAX = 200;
  private static final String INDICATORS = ",[]{}#&*!|>'\"%@`";

  /** Besides the newline. Source: YAML 1.1, "Line breaks". */
  private static final List<String> LINE_ENDS = List.of("\u0085", "\u2028", "\u2029");

  private final StringBuilder out = new StringBuilder();

  private YamlEncoder() {}

  static String write(Value value) throws FunctionException {
    var encoder = new YamlEncoder();
    encoder.value(value, 0, false);
    return Texts.trimSpace(encoder.out.toString());
  }

  /**
   * Writes what follows a key, a dash or nothing.
   *
   * @param behind whether something stands before it on the line
   */
  private void value(Value value, int level, boolean behind) throws FunctionException {
    if (level > DEPTH_MAX) {
      throw new FunctionException("toYAML: the value is nested too deep");
    }
    switch (value) {
      case Value.Boxed(Value inside) -> value(inside, level, behind);
      case ListValue list when !list.isChannel() && !list.elements().isEmpty() ->
          list(list, level, behind);
      case MapValue map when !map.isEmpty() -> map(sorted(map), level, behind);
      case StructValue struct -> map(fields(struct), level, behind);
      case Value.Text(String text) when text.contains("\n") && blockAllowed(text) ->
          block(text, level);
      default -> out.append(scalar(value)).append('\n');
    }
  }

  private static List<Map.Entry<Value, Value>> sorted(MapValue map) {
    return map.entries().entrySet().stream()
        .sorted((a, b) -> YamlKeys.compare(a.getKey(), b.getKey()))
        .toList();
  }

  private static List<Map.Entry<Value, Value>> fields(StructValue struct) {
    var fields = new ArrayList<Map.Entry<Value, Value>>();
    for (int i = 0; i < struct.values().size(); i++) {
      var name = struct.shape().fields().get(i).toLowerCase(Locale.ROOT);
      fields.add(Map.entry(Values.text(name), struct.values().get(i)));
    }
    return fields;
  }

  /** A list below a key stands as far left as the key. */
  private void list(ListValue list, int level, boolean behind) throws FunctionException {
    boolean first = true;
    for (var element : list.elements()) {
      if (!first || !behind) {
        out.append("  ".repeat(level));
      }
      first = false;
      out.append("- ");
      value(element, level + 1, true);
    }
  }

  private void map(List<Map.Entry<Value, Value>> entries, int level, boolean behind)
      throws FunctionException {
    boolean first = true;
    for (var entry : entries) {
      if (!first || !behind) {
        out.append("  ".repeat(level));
      }
      first = false;
      key(entry.getKey().open(), level);
      below(entry.getValue().open(), level);
    }
  }

  /** A key of several lines is announced by a question mark. */
  private void key(Value key, int level) throws FunctionException {
    if (key instanceof Value.Text(String text) && text.contains("\n")) {
      out.append("? ");
      value(key, level + 1, true);
      out.append("  ".repeat(level)).append(':');
    } else {
      out.append(scalar(key)).append(':');
    }
  }

  private void below(Value value, int level) throws FunctionException {
    boolean list = value instanceof ListValue l && !l.elements().isEmpty();
    boolean map = value instanceof MapValue m && !m.isEmpty() || value instanceof StructValue;
    if (list) {
      out.append('\n');
      value(value, level, false);
    } else if (map) {
      out.append('\n');
      value(value, level + 1, false);
    } else {
      out.append(' ');
      value(value, level + 1, true);
    }
  }

  private void block(String text, int level) {
    boolean ends = text.endsWith("\n");
    boolean keeps = text.endsWith("\n\n") || text.equals("\n");
    out.append('|');
    if (text.startsWith(" ") || text.startsWith("\n")) {
      out.append('2');
    }
    out.append(ends ? keeps ? "+" : "" : "-").append('\n');
    var body = ends ? text.substring(0, text.length() - 1) : text;
    int indent = Math.max(1, level);
    for (var line : Texts.parts(body, "\n", -1)) {
      out.append(line.isEmpty() ? "" : "  ".repeat(indent)).append(line).append('\n');
    }
  }

  private static boolean blockAllowed(String text) {
    return !text.endsWith(" ") && isPrintable(text) && !text.contains(" \n");
  }

  private static String scalar(Value value) throws FunctionException {
    return switch (value) {
      case Value.Nil _, Value.NilPointer _ -> "null";
      case Value.Bool(boolean flag) -> String.valueOf(flag);
      case Value.Int(long number, var kind) ->
          kind.unsigned() ? Long.toUnsignedString(number) : String.valueOf(number);
      case Value.Real(double number) -> real(number);
      case Value.Text(String text) -> text(text);
      case TimeValue time -> time.document();
      case Value.Opaque opaque -> text(opaque.shown());
      case Value.Boxed(Value inside) -> scalar(inside);
      case ListValue list when !list.isChannel() -> "[]";
      case MapValue _, StructValue _ -> "{}";
      case ListValue _, Value.Complex _ ->
          throw new FunctionException("cannot marshal type: " + value.type());
    };
  }

  private static String real(double number) {
    if (Double.isNaN(number)) {
      return ".nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? ".inf" : "-.inf";
    }
    return GoFloats.shown(number);
  }

  private static String text(String text) {
    if (text.chars().anyMatch(GoText::isByte)) {
      return "!!binary " + Codings.encode(text, false);
    }
    boolean quotes = text.isEmpty() || YamlScalars.needsQuotes(text) || !isPrintable(text);
    if (quotes || text.contains("\n")) {
      return doubleQuoted(text);
    }
    return plainAllowed(text) ? text : "'" + text.replace("'", "''") + "'";
  }

  private static boolean plainAllowed(String text) {
    char first = text.charAt(0);
    boolean indicator = INDICATORS.indexOf(first) >= 0;
    boolean dash = "-?:".indexOf(first) >= 0 && (text.length() == 1 || text.charAt(1) == ' ');
    boolean document = text.startsWith("---") || text.startsWith("...");
    boolean blanks = text.startsWith(" ") || text.endsWith(" ");
    return !indicator
        && !dash
        && !document
        && !blanks
        && LINE_ENDS.stream().noneMatch(text::contains)
        && !text.contains(": ")
        && !text.endsWith(":")
        && !text.contains(" #");
  }

  private static boolean isPrintable(String text) {
    return text.codePoints()
        .allMatch(
            c ->
                c == '\n'
                    || c >= ' ' && c <= 0x7e
                    || c >= 0xa0 && c <= 0xd7ff
                    || c >= 0xe000 && c <= 0xfffd && c != 0xfeff);
  }

  private static String doubleQuoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case 0 -> quoted.append("\\0");
                case 7 -> quoted.append("\\a");
                case '\b' -> quoted.append("\\b");
                case '\t' -> quoted.append("\\t");
                case '\n' -> quoted.append("\\n");
                case 0x0b -> quoted.append("\\v");
                case '\f' -> quoted.append("\\f");
                case '\r' -> quoted.append("\\r");
                case 0x1b -> quoted.append("\\e");
                case 0x85 -> quoted.append("\\N");
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> {
                  if (point < ' ' || point == 0x7f) {
                    quoted.append("\\x%02X".formatted(point));
                  } else if (isPrintable(Character.toString(point))) {
                    quoted.appendCodePoint(point);
                  } else {
                    quoted.append((point < 0x10000 ? "\\u%04X" : "\\U%08X").formatted(point));
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }
}
