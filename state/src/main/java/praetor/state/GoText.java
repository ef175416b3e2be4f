package praetor.state;

import java.nio.charset.StandardCharsets;
import praetor.model.Bytes;

/** Text in double quotes as Go's {@code %q} writes it, which Consul's messages use. */
final class GoText {
  private GoText() {}

  static String quoted(Bytes bytes) {
    return quoted(new String(bytes.array(), StandardCharsets.UTF_8));
  }

  static String quoted(String text) {
    var out = new StringBuilder("\"");
    text.codePoints().forEach(point -> append(out, point));
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int point) {
    switch (point) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x07 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case 0x0b -> out.append("\\v");
      default -> {
        if (point < ' ' || point == 0x7f) {
          out.append("\\x").append(Character.forDigit(point >> 4, 16));
          out.append(Character.forDigit(point & 15, 16));
        } else {
          out.appendCodePoint(point);
        }
      }
    }
  }
}
