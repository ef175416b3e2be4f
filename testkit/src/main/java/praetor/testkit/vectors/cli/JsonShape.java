package praetor.testkit.vectors.cli;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/**
 * The keys and types of a JSON value, in the words of the recordings.
 *
 * <p>The elements of a list are described together, as if they were one; where types differ they
 * are joined: {@code int|null}.
 */
final class JsonShape {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonShape() {}

  static JsonNode of(JsonNode value) {
    if (value.isObject()) {
      var shape = JSON.objectNode();
      value
          .properties()
          .forEach(f -> shape.set(Normaliser.withoutUuids(f.getKey()), of(f.getValue())));
      return shape;
    }
    if (value.isArray()) {
      var shape = JSON.arrayNode();
      value.values().stream().map(JsonShape::of).reduce(JsonShape::merge).ifPresent(shape::add);
      return shape;
    }
    return StringNode.valueOf(typeName(value));
  }

  private static String typeName(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "str";
      case BOOLEAN -> "bool";
      case NUMBER -> value.isIntegralNumber() ? "int" : "float";
      case NULL -> "null";
      case ARRAY, BINARY, MISSING, OBJECT, POJO ->
          throw new IllegalArgumentException("no plain JSON value: " + value);
    };
  }

  private static JsonNode merge(JsonNode a, JsonNode b) {
    if (a.isObject() && b.isObject()) {
      return mergeObjects(a, b);
    }
    if (a.isArray() && b.isArray()) {
      return mergeLists(a, b);
    }
    if (a.equals(b)) {
      return a;
    }
    var names = new TreeSet<>(names(a));
    names.addAll(names(b));
    return StringNode.valueOf(String.join("|", names));
  }

  private static JsonNode mergeObjects(JsonNode a, JsonNode b) {
    var merged = JSON.objectNode();
    a.properties()
        .forEach(
            f ->
                merged.set(
                    f.getKey(),
                    b.has(f.getKey()) ? merge(f.getValue(), b.path(f.getKey())) : f.getValue()));
    b.properties().stream()
        .filter(f -> !a.has(f.getKey()))
        .forEach(f -> merged.set(f.getKey(), f.getValue()));
    return merged;
  }

  private static JsonNode mergeLists(JsonNode a, JsonNode b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    return JSON.arrayNode().add(merge(a.path(0), b.path(0)));
  }

  private static Set<String> names(JsonNode shape) {
    if (shape.isString()) {
      return Arrays.stream(shape.stringValue().split("\\|", -1)).collect(Collectors.toSet());
    }
    return Set.of(shape.isArray() ? "list" : "dict");
  }
}
