package praetor.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import praetor.model.DecodeException;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.model.hcl.HclParser;

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
      return KeyCheck.check(json ? json() : hcl(), format == ConfigFormat.JSON);
    } catch (ConfigException refused) {
      throw new ConfigException("failed to parse " + name + ": " + refused.getMessage());
    }
  }

  private Map<String, Object> hcl() throws ConfigException {
    try {
      return HclParser.parse(text);
    } catch (DecodeException wrong) {
      throw new ConfigException(wrong.getMessage());
    }
  }

  /** Source: Consul 1.21.4 takes {@code null} and an empty file for an empty block. */
  private Map<String, @Nullable Object> json() throws ConfigException {
    if (text.isEmpty()) {
      return Map.of();
    }
    try {
      var document = JsonReader.readWhole(text);
      return switch (document) {
        case JsonValue.Obj block -> plain(block);
        case JsonValue.Null() -> Map.of();
        case JsonValue.Arr _, JsonValue.Str _, JsonValue.Num _, JsonValue.Bool _ ->
            throw JsonPath.strict().mismatch(document.kind(), "map[string]interface {}");
      };
    } catch (DecodeException wrong) {
      throw new ConfigException(wrong.getMessage());
    }
  }

  private static Map<String, @Nullable Object> plain(JsonValue.Obj block) {
    var plain = new LinkedHashMap<String, @Nullable Object>();
    block.members().forEach((name, value) -> plain.put(name, plain(value)));
    return plain;
  }

  /** The value as {@link HclParser} gives those of HCL. */
  private static @Nullable Object plain(JsonValue value) {
    return switch (value) {
      case JsonValue.Obj block -> plain(block);
      case JsonValue.Arr(var elements) -> {
        var plain = new ArrayList<@Nullable Object>();
        elements.forEach(element -> plain.add(plain(element)));
        yield plain;
      }
      case JsonValue.Str(var text) -> text;
      case JsonValue.Num number -> number.number();
      case JsonValue.Bool(var flag) -> flag;
      case JsonValue.Null() -> null;
    };
  }
}
