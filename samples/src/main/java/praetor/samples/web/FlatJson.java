package praetor.samples.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON as the samples speak it: one object of texts and numbers. */
public final class FlatJson {
  private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";
  private static final Pattern FIELD =
      Pattern.compile("\\s*" + TEXT + "\\s*:\\s*(?:" + TEXT + "|([-+.\\w]+))\\s*([,}])");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u\\p{XDigit}{4}|.)");

  private FlatJson() {}

  /** Writes fields in the order of their names. */
  public static String write(Map<String, ?> fields) {
    var json = new StringBuilder("{");
    new TreeMap<>(fields)
        .forEach(
            (name, value) -> {
              json.append(json.length() == 1 ? "" : ",").append(quoted(name)).append(':');
              json.append(value instanceof Number ? value : quoted(String.valueOf(value)));
            });
    return json.append('}').toString();
  }

  /**
   * Reads fields as texts.
   *
   * @throws IOException if it is something else than one flat object
   */
  public static Map<String, String> read(String json) throws IOException {
    var text = json.strip();
    var fields = new LinkedHashMap<String, String>();
    if (text.equals("{}")) {
      return fields;
    }
    var field = FIELD.matcher(text).region(text.startsWith("{") ? 1 : 0, text.length());
    while (field.lookingAt()) {
      var number = field.group(3);
      fields.put(plain(field.group(1)), number == null ? plain(field.group(2)) : number);
      if (field.group(4).equals("}") && field.end() == text.length()) {
        return fields;
      }
      field.region(field.end(), text.length());
    }
    throw new IOException("not an object of texts and numbers: " + text);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String plain(String escaped) {
    return ESCAPE.matcher(escaped).replaceAll(m -> Matcher.quoteReplacement(meaning(m.group(1))));
  }

  private static String meaning(String escape) {
    return switch (escape.charAt(0)) {
      case 'u' -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'b' -> "\b";
      case 'f' -> "\f";
      default -> escape;
    };
  }
}
