package praetor.agent.discover;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What stands in {@code retry_join} for a search: {@code provider=aws tag_key=role tag_value="a
 * b"}.
 *
 * <p>Source: Consul's documentation of cloud auto-join. A value with blanks stands in double
 * quotes, where a backslash takes the next character as it is.
 */
record DiscoverText(Map<String, String> values) {
  DiscoverText {
    values = Map.copyOf(values);
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
  }

  static DiscoverText parse(String text) throws IOException {
    var values = new LinkedHashMap<String, String>();
    var reader = new Reader(text);
    while (reader.skipBlanks()) {
      var key = reader.key();
      if (values.put(key, reader.value()) != null) {
        throw new IOException("discover: key " + key + " stands twice in \"" + text + "\"");
      }
    }
    return new DiscoverText(values);
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    boolean skipBlanks() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return at < text.length();
    }

    String key() throws IOException {
      int equals = text.indexOf('=', at);
      var key = equals < 0 ? text.substring(at) : text.substring(at, equals);
      if (equals < 0 || key.isEmpty() || key.chars().anyMatch(Character::isWhitespace)) {
        throw new IOException("discover: missing '=' behind \"" + key + "\"");
      }
      at = equals + 1;
      return key;
    }

    String value() throws IOException {
      return at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
    }

    private String plain() {
      int start = at;
      while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private String quoted() throws IOException {
      var value = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '"') {
          at++;
          return value.toString();
        }
        if (c == '\\' && at + 1 < text.length()) {
          c = text.charAt(++at);
        }
        value.append(c);
      }
      throw new IOException("discover: a quoted value does not end in \"" + text + "\"");
    }
  }
}
