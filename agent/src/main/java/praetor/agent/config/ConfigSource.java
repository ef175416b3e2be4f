package praetor.agent.config;

import java.util.Map;
import praetor.model.text.JsonParser;
import praetor.model.text.JsonSyntaxException;

/**
 * One file or fragment of configuration.
 *
 * @param name as given on the command line, shown in error texts
 */
record ConfigSource(String name, ConfigFormat format, String text) {

  /** Parses the text and holds it against the table of keys. */
  Map<String, Object> read() throws ConfigException {
    try {
      boolean json = format == ConfigFormat.JSON || text.stripLeading().startsWith("{");
      return KeyCheck.check(json ? json() : HclParser.parse(text), format == ConfigFormat.JSON);
    } catch (ConfigException refused) {
      throw new ConfigException("failed to parse " + name + ": " + refused.getMessage());
    }
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> json() throws ConfigException {
    if (text.isEmpty()) {
      return Map.of();
    }
    try {
      if (JsonParser.parse(text) instanceof Map<?, ?> map) {
        return (Map<String, Object>) map;
      }
    } catch (JsonSyntaxException wrong) {
      throw new ConfigException(wrong.getMessage());
    }
    var kind = text.stripLeading().startsWith("[") ? "array" : "value";
    throw new ConfigException(
        "json: cannot unmarshal " + kind + " into Go value of type map[string]interface {}");
  }
}
