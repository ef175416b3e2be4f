package praetor.template.func;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.scanner.ScannerException;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoFormat;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/**
 * Reads YAML into values as Go's yaml.v2 does: maps have keys of any type, the words' meanings are
 * those of YAML 1.1, errors are libyaml's.
 */
final class YamlDecoder {
  /** Values that a document may grow to through its anchors. */
  private static final int NODES_MAX = 1_000_000;

  private static final Resolver RESOLVER = new Resolver();

  private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();
  private int nodes;

  private YamlDecoder() {}

  static Value parse(String text) throws FunctionException {
    if (text.isEmpty()) {
      return MapValue.ofAny();
    }
    try {
      var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
      // What stands behind the first document does not count.
      var documents = yaml.composeAll(new StringReader(text)).iterator();
      return documents.hasNext() ? new YamlDecoder().value(documents.next()) : Values.NIL;
    } catch (YAMLException wrong) {
      throw new FunctionException("yaml: " + text(wrong, text));
    }
  }

  private Value value(Node node) throws FunctionException {
    if (++nodes > NODES_MAX) {
      throw new FunctionException("yaml: document contains excessive aliasing");
    }
    if (open.put(node, true) != null) {
      throw new FunctionException("yaml: anchor contains itself");
    }
    try {
      return switch (node) {
        case ScalarNode scalar -> scalar(scalar);
        case SequenceNode sequence -> {
          var list = new ArrayList<Value>();
          for (var element : sequence.getValue()) {
            list.add(value(element));
          }
          yield ListValue.of(list);
        }
        case MappingNode mapping -> map(mapping);
        default -> Values.NIL;
      };
    } finally {
      open.remove(node);
    }
  }

  private Value map(MappingNode node) throws FunctionException {
    var map = new MapValue(MapValue.OF_ANY_KEYS);
    for (var tuple : node.getValue()) {
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        merge(map, value(tuple.getValueNode()));
      }
    }
    for (var tuple : node.getValue()) {
      if (!tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        map.put(key(value(tuple.getKeyNode())), value(tuple.getValueNode()));
      }
    }
    return map;
  }

  private static Value key(Value key) throws FunctionException {
    if (key instanceof MapValue || key instanceof ListValue) {
      throw new FunctionException("yaml: invalid map key: " + GoFormat.printf("%#v", List.of(key)));
    }
    return key;
  }

  /** Of several maps the first one counts. */
  private static void merge(MapValue into, Value from) {
    switch (from) {
      case MapValue map ->
          map.entries()
              .forEach(
                  (key, value) -> {
                    if (into.get(key).isEmpty()) {
                      into.put(key, value);
                    }
                  });
      case ListValue list -> list.elements().forEach(each -> merge(into, each));
      default -> {
        // Go's yaml.v2 takes nothing else there either.
      }
    }
  }

  private static Value scalar(ScalarNode node) throws FunctionException {
    var text = node.getValue();
    if (node.getTag().equals(Tag.BINARY)) {
      return Values.text(Codings.decode(text, false));
    }
    if (isText(node)) {
      return Values.text(text);
    }
    var value = YamlScalars.resolve(text).orElseGet(() -> Values.text(text));
    boolean real = node.getTag().equals(Tag.FLOAT) && value instanceof Value.Int;
    return real ? new Value.Real(Numbers.real(value)) : value;
  }

  /** Quoted, or tagged as a text or as something that nobody knows. */
  private static boolean isText(ScalarNode node) {
    if (!node.getTag().startsWith(Tag.PREFIX)) {
      return true;
    }
    boolean plain = node.getScalarStyle() == ScalarStyle.PLAIN;
    boolean tagged = !RESOLVER.resolve(NodeId.scalar, node.getValue(), true).equals(Tag.STR);
    return node.getTag().equals(Tag.STR) && (!plain || tagged);
  }

  /** Where and what, in the words of libyaml. */
  private static String text(YAMLException wrong, String document) {
    if (!(wrong instanceof MarkedYAMLException marked)) {
      var message = String.valueOf(wrong.getMessage());
      return message.contains("special characters are not allowed")
          ? "control characters are not allowed"
          : message;
    }
    var mark = marked.getProblemMark();
    int line = mark == null ? 0 : mark.getLine();
    boolean atEnd = mark != null && mark.getIndex() >= document.length();
    if (atEnd && !document.endsWith("\n") && !(wrong instanceof ScannerException)) {
      line++;
    }
    if (line > 0 && wrong instanceof ScannerException) {
      line++;
    }
    var where = line > 0 ? "line " + line + ": " : "";
    return where
        + problem(String.valueOf(marked.getProblem()), String.valueOf(marked.getContext()));
  }

  private static String problem(String problem, String context) {
    if (problem.contains("cannot start any token")) {
      return "found character that cannot start any token";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "mapping values are not allowed in this context";
    }
    if (problem.startsWith("sequence entries are not allowed")) {
      return "block sequence entries are not allowed in this context";
    }
    if (problem.startsWith("found undefined alias ")) {
      return "unknown anchor '" + problem.substring(22) + "' referenced";
    }
    if (problem.startsWith("expected chomping or indentation indicators")) {
      return "did not find expected comment or line break";
    }
    if (!problem.startsWith("expected")) {
      return problem;
    }
    for (var each : EXPECTED) {
      if (context.contains(each[0])) {
        return "did not find expected " + each[1];
      }
    }
    return "did not find expected node content";
  }

  private static final List<String[]> EXPECTED =
      List.of(
          new String[] {"block mapping", "key"},
          new String[] {"block collection", "'-' indicator"},
          new String[] {"flow sequence", "',' or ']'"},
          new String[] {"flow mapping", "',' or '}'"});
}
