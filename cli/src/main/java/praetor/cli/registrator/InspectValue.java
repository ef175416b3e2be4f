package praetor.cli.registrator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import praetor.model.codec.JsonValue;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.StructValue;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/**
 * What Docker's {@code inspect} shows as templates see it: structs with Go's names of fields, so
 * that {@code Id} is {@code ID}, and maps where names are data. Source: registrator 9.2 of fayrus,
 * whose templates get a {@code docker.Container} of the library go-dockerclient.
 */
final class InspectValue {
  private static final String CONTAINER = "*docker.Container";

  /** Types of structs by the field that holds them; others are called as their field. */
  private static final Map<String, String> TYPES =
      Map.of(
          "Config", "*docker.Config",
          "HostConfig", "*docker.HostConfig",
          "NetworkSettings", "*docker.NetworkSettings",
          "State", "docker.State",
          "Health", "docker.Health");

  /** Types of structs in maps and lists. */
  private static final Map<String, String> ELEMENT_TYPES =
      Map.of(
          "Ports", "docker.PortBinding",
          "PortBindings", "docker.PortBinding",
          "Networks", "docker.ContainerNetwork",
          "Mounts", "docker.Mount");

  /** Objects whose names are not fields. */
  private static final Set<String> MAPS =
      Set.of(
          "Labels",
          "ExposedPorts",
          "Ports",
          "PortBindings",
          "Networks",
          "Volumes",
          "Sysctls",
          "Tmpfs",
          "StorageOpt",
          "Annotations",
          "DriverOpts");

  private InspectValue() {}

  static Value of(JsonValue.Obj inspect) {
    return struct(CONTAINER, inspect.members());
  }

  private static Value struct(String type, Map<String, JsonValue> members) {
    var fields = new LinkedHashMap<String, Value>();
    members.forEach((field, member) -> fields.put(goName(field), value(field, member)));
    var shape = new StructValue.Shape(type, List.copyOf(fields.keySet()));
    return new StructValue(shape, new ArrayList<>(fields.values()));
  }

  /** Go writes short forms in capitals. */
  private static String goName(String field) {
    return field
        .replaceFirst("^Id$|(?<=[a-z])Id$", "ID")
        .replaceFirst("Ip$", "IP")
        .replaceFirst("^Dns", "DNS");
  }

  private static Value value(String name, JsonValue value) {
    return switch (value) {
      case JsonValue.Obj(var members) ->
          MAPS.contains(name)
              ? map(name, members)
              : struct(TYPES.getOrDefault(name, "docker." + name), members);
      case JsonValue.Arr(var elements) -> list(name, elements);
      case JsonValue.Str(var text) -> Values.text(text);
      case JsonValue.Num number -> Values.integer(number.number().longValue());
      case JsonValue.Bool(var flag) -> Values.bool(flag);
      case JsonValue.Null _ -> MAPS.contains(name) ? MapValue.texts(Map.of()) : Values.NIL;
    };
  }

  private static Value element(String name, JsonValue value) {
    return switch (value) {
      case JsonValue.Obj(var members) ->
          struct(ELEMENT_TYPES.getOrDefault(name, "docker." + name), members);
      case JsonValue.Arr(var elements) -> list(name, elements);
      default -> value("", value);
    };
  }

  private static Value map(String name, Map<String, JsonValue> members) {
    if (members.values().stream().allMatch(JsonValue.Str.class::isInstance)) {
      var texts = new LinkedHashMap<String, String>();
      members.forEach((k, v) -> texts.put(k, v instanceof JsonValue.Str(var text) ? text : ""));
      return MapValue.texts(texts);
    }
    var map = MapValue.ofAny();
    members.forEach((key, member) -> map.put(key, element(name, member)));
    return map;
  }

  private static Value list(String name, List<JsonValue> elements) {
    if (elements.stream().allMatch(JsonValue.Str.class::isInstance)) {
      return ListValue.texts(
          elements.stream().map(e -> e instanceof JsonValue.Str(var text) ? text : "").toList());
    }
    return ListValue.of(elements.stream().map(e -> element(name, e)).toList());
  }
}
