package praetor.testkit.vectors.dns;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message in the notation of the recordings.
 *
 * @param notation {@code rcode}, {@code flags}, {@code opcode} unless QUERY, {@code question},
 *     {@code edns}, and the sections {@code answer}, {@code authority} and {@code additional}
 */
record DnsMessage(int id, ObjectNode notation) {
  static final List<String> SECTIONS = List.of("answer", "authority", "additional");

  /** The questions as {@code name type class}. */
  List<String> questions() {
    return notation.path("question").values().stream().map(JsonNode::stringValue).toList();
  }

  boolean hasFlag(String flag) {
    return List.of(notation.path("flags").stringValue().split(" ", -1)).contains(flag);
  }
}
