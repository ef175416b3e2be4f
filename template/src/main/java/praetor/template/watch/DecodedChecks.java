package praetor.template.watch;

import java.util.ArrayList;
import java.util.List;
import praetor.client.JsonView;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.StructValue;
import praetor.template.lang.StructValue.JsonField;
import praetor.template.lang.StructValue.Shape;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/**
 * Checks of instances as the structs that templates see.
 *
 * <p>Source: fields and order of consul-template 0.42.1, in YAML and JSON.
 */
final class DecodedChecks {
  private static final List<String> DURATIONS =
      List.of("Interval", "Timeout", "DeregisterCriticalServiceAfter");
  private static final Shape DEFINITION = definitionShape();
  private static final Shape CHECK = checkShape();

  private DecodedChecks() {}

  private static Shape checkShape() {
    var shape =
        Shape.of(
            "*api.HealthCheck",
            "Node",
            "CheckID",
            "Name",
            "Status",
            "Notes",
            "Output",
            "ServiceID",
            "ServiceName",
            "ServiceTags",
            "Type",
            "Namespace",
            "Partition",
            "ExposedPort",
            "PeerName",
            "Definition",
            "CreateIndex",
            "ModifyIndex");
    var maybe = List.of("Namespace", "Partition", "PeerName");
    return shape.as(
        shape.fields().stream()
            .map(name -> new JsonField(name, name, maybe.contains(name)))
            .toList());
  }

  private static Shape definitionShape() {
    var shape =
        Shape.of(
            "api.HealthCheckDefinition",
            "HTTP",
            "Header",
            "Method",
            "Body",
            "TLSServerName",
            "TLSSkipVerify",
            "TCP",
            "TCPUseTLS",
            "UDP",
            "GRPC",
            "OSService",
            "GRPCUseTLS",
            "IntervalDuration",
            "TimeoutDuration",
            "DeregisterCriticalServiceAfterDuration",
            "SessionName",
            "Interval",
            "Timeout",
            "DeregisterCriticalServiceAfter");
    var json = new ArrayList<JsonField>();
    DURATIONS.forEach(name -> json.add(new JsonField(name, name + "Duration", false)));
    shape.fields().subList(0, 12).forEach(name -> json.add(JsonField.of(name)));
    json.add(new JsonField("SessionName", "SessionName", true));
    return shape.as(json);
  }

  static Value check(JsonView check) {
    return StructValue.of(
        CHECK,
        text(check, "Node"),
        text(check, "CheckID"),
        text(check, "Name"),
        text(check, "Status"),
        text(check, "Notes"),
        text(check, "Output"),
        text(check, "ServiceID"),
        text(check, "ServiceName"),
        ListValue.texts(check.field("ServiceTags").texts()),
        text(check, "Type"),
        text(check, "Namespace"),
        text(check, "Partition"),
        Values.integer(check.number("ExposedPort")),
        text(check, "PeerName"),
        definition(check.field("Definition")),
        Decoded.unsigned(check, "CreateIndex"),
        Decoded.unsigned(check, "ModifyIndex"));
  }

  private static Value definition(JsonView definition) {
    return StructValue.of(
        DEFINITION,
        text(definition, "HTTP"),
        header(definition.field("Header")),
        text(definition, "Method"),
        text(definition, "Body"),
        text(definition, "TLSServerName"),
        Values.bool(definition.bool("TLSSkipVerify")),
        text(definition, "TCP"),
        Values.bool(definition.bool("TCPUseTLS")),
        text(definition, "UDP"),
        text(definition, "GRPC"),
        text(definition, "OSService"),
        Values.bool(definition.bool("GRPCUseTLS")),
        duration(definition, DURATIONS.get(0)),
        duration(definition, DURATIONS.get(1)),
        duration(definition, DURATIONS.get(2)),
        text(definition, "SessionName"),
        nanos(definition, DURATIONS.get(0)),
        nanos(definition, DURATIONS.get(1)),
        nanos(definition, DURATIONS.get(2)));
  }

  private static Value text(JsonView json, String name) {
    return Values.text(json.text(name));
  }

  private static Value header(JsonView json) {
    var type = "map[string][]string";
    if (json.value().isEmpty()) {
      return MapValue.nil(type);
    }
    var header = new MapValue(type);
    json.fields(JsonView::texts).forEach((name, texts) -> header.put(name, ListValue.texts(texts)));
    return header;
  }

  private static Value duration(JsonView definition, String name) {
    var text = definition.text(name);
    return Values.text(text.isEmpty() ? "0s" : text);
  }

  private static Value nanos(JsonView definition, String name) {
    var text = definition.text(name);
    try {
      return Values.int64(text.isEmpty() ? 0 : GoDuration.parse(text).toNanos());
    } catch (DecodeException none) {
      return Values.int64(0);
    }
  }
}
