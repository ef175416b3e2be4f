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
 * that {@code Id} is also {@code ID}, and maps where names are data.
 */
final class InspectValue {
  private static final String CONTAINER = "*docker.Container";

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

  private static Value struct(String name, Map<String, JsonValue> members) {
    var fields = new LinkedHashMap<String, Value>();
    members.forEach(
        (field, member) -> {
          var value = value(field, member);
          fields.put(field, value);
          fields.putIfAbsent(goName(field), value);
        });
    var shape = new StructValue.Shape(name, List.copyOf(fields.keySet()));
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
      case JsonValue.Obj(var members) -> MAPS.contains(name) ? map(members) : struct(name, members);
      case JsonValue.Arr(var elements) -> list(elements);
      case JsonValue.Str(var text) -> Values.text(text);
      case JsonValue.Num number -> Values.integer(number.number().longValue());
      case JsonValue.Bool(var flag) -> Values.bool(flag);
      case JsonValue.Null _ -> MAPS.contains(name) ? MapValue.texts(Map.of()) : Values.NIL;
    };
  }

  private static Value map(Map<String, JsonValue> members) {
    if (members.values().stream().allMatch(JsonValue.Str.class::isInstance)) {
      var texts = new LinkedHashMap<String, String>();
      members.forEach((k, v) -> texts.put(k, v instanceof JsonValue.Str(var text) ? text : ""));
      return MapValue.texts(texts);
    }
    var map = MapValue.ofAny();
    members.forEach((key, member) -> map.put(key, value("", member)));
    return map;
  }

  private static Value list(List<JsonValue> elements) {
    if (elements.stream().allMatch(JsonValue.Str.class::isInstance)) {
      return ListValue.texts(
          elements.stream().map(e -> e instanceof JsonValue.Str(var text) ? text : "").toList());
    }
    return ListValue.of(elements.stream().map(e -> value("", e)).toList());
  }
}
