package praetor.template.watch;

import java.util.ArrayList;
import java.util.List;
import praetor.client.JsonView;
import praetor.client.Request;
import praetor.model.codec.JsonValue;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.StructValue;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** Questions about the mesh and about other clusters. Source: consul-template 0.42.1. */
enum Mesh {
  CA_ROOTS("connect.caroots", "/v1/agent/connect/ca/roots", "[]*api.CARoot"),
  CA_LEAF("connect.caleaf", "/v1/agent/connect/ca/leaf/", "*api.LeafCert"),
  PEERINGS("list.peerings", "/v1/peerings", "[]*dependency.Peering"),
  PARTITIONS("list.partitions", "/v1/partitions", "[]*dependency.Partition"),
  EXPORTED("exported-services", "/v1/exported-services", "[]dependency.ExportedService"),
  IMPORTED("imported-services", "/v1/imported-services", "[]dependency.ImportedService");

  private final String logName;
  private final String path;
  private final String goType;

  Mesh(String logName, String path, String goType) {
    this.logName = logName;
    this.path = path;
    this.goType = goType;
  }

  String shown(String argument) {
    return argument.isEmpty() ? logName : logName + "(" + argument + ")";
  }

  Request request(String argument) {
    return switch (this) {
      case CA_ROOTS, PEERINGS, PARTITIONS -> Request.get(path);
      case CA_LEAF -> Request.get(path + argument);
      case EXPORTED, IMPORTED -> Request.get(path).with("partition", argument);
    };
  }

  /** What a template gets before there is an answer. */
  Value empty() {
    return this == CA_LEAF ? Values.NIL : new ListValue(goType, List.of());
  }

  Value value(JsonView json) {
    return switch (this) {
      case CA_LEAF -> struct(goType, json);
      case CA_ROOTS -> list(json.field("Roots").elements());
      case PEERINGS, PARTITIONS, EXPORTED, IMPORTED -> list(json.elements());
    };
  }

  private ListValue list(List<JsonView> elements) {
    var type = goType.substring(2);
    return new ListValue(goType, elements.stream().map(each -> struct(type, each)).toList());
  }

  /** A struct with the fields of the JSON object. */
  private static Value struct(String type, JsonView json) {
    var names = new ArrayList<String>();
    var values = new ArrayList<Value>();
    if (json.value().orElse(new JsonValue.Null()) instanceof JsonValue.Obj(var members)) {
      members.forEach(
          (name, member) -> {
            // The only field whose name differs in Go and in JSON.
            names.add(name.equals("RootCert") ? "RootCertPEM" : name);
            values.add(plain(member));
          });
    }
    return new StructValue(new StructValue.Shape(type, List.copyOf(names)), List.copyOf(values));
  }

  static Value plain(JsonValue json) {
    return switch (json) {
      case JsonValue.Null() -> Values.NIL;
      case JsonValue.Bool(boolean flag) -> Values.bool(flag);
      case JsonValue.Str(String text) -> Values.text(text);
      case JsonValue.Num number ->
          number.number() instanceof Double real
              ? new Value.Real(real)
              : Values.integer(number.number().longValue());
      case JsonValue.Arr(List<JsonValue> elements) ->
          ListValue.of(elements.stream().map(Mesh::plain).toList());
      case JsonValue.Obj(var members) -> {
        var map = MapValue.ofAny();
        members.forEach((name, member) -> map.put(name, plain(member)));
        yield map;
      }
    };
  }
}
