package praetor.model.filter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import praetor.model.CheckServiceNode;
import praetor.model.DecodeException;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.ServiceNode;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;

/** The rows that a real Consul 1.21.4 answered, by endpoint, for filters to choose from. */
final class RecordedRows {
  /** The rows of one endpoint, and what names a row in the recorded answers. */
  record Endpoint<T>(Shape<T> shape, List<T> rows, Function<T, String> id) {
    List<String> keep(String expression) throws FilterException {
      return Filter.parse(expression, shape).keep(rows).stream().map(id).toList();
    }
  }

  private final JsonValue.Obj byEndpoint;

  private RecordedRows(JsonValue.Obj byEndpoint) {
    this.byEndpoint = byEndpoint;
  }

  static RecordedRows read() throws DecodeException {
    return new RecordedRows((JsonValue.Obj) JsonReader.read(resource("rows.json")));
  }

  static String resource(String name) {
    try (var in = RecordedRows.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of catalog/nodes, catalog/service, health/service, health/state, node-services. */
  Endpoint<?> of(String endpoint) throws DecodeException {
    return switch (endpoint) {
      case "n" -> new Endpoint<>(Node.SHAPE, rows("n", Node.SHAPE), Node::node);
      case "s" ->
          new Endpoint<>(ServiceNode.SHAPE, rows("s", ServiceNode.SHAPE), ServiceNode::serviceId);
      case "h" ->
          new Endpoint<>(
              CheckServiceNode.SHAPE, rows("h", CheckServiceNode.SHAPE), row -> row.service().id());
      case "c" ->
          new Endpoint<>(
              HealthCheck.SHAPE,
              rows("c", HealthCheck.SHAPE),
              row -> row.node() + "/" + row.checkId());
      case "ns" ->
          new Endpoint<>(NodeService.SHAPE, rows("ns", NodeService.SHAPE), NodeService::id);
      default -> throw new IllegalArgumentException(endpoint);
    };
  }

  private <T> List<T> rows(String endpoint, Shape<T> shape) throws DecodeException {
    List<T> rows = new ArrayList<>();
    for (var row : ((JsonValue.Arr) byEndpoint.members().get(endpoint)).elements()) {
      rows.add(shape.readJson(row, JsonPath.lenient()));
    }
    return rows;
  }
}
