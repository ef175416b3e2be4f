package praetor.testkit.vectors.dns;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** The numbers of DNS and the names that recordings use for them. Source: IANA, DNS Parameters. */
final class DnsCodes {
  static final int OPT = 41;

  private static final Map<String, Integer> TYPES =
      Map.ofEntries(
          Map.entry("A", 1),
          Map.entry("NS", 2),
          Map.entry("CNAME", 5),
          Map.entry("SOA", 6),
          Map.entry("PTR", 12),
          Map.entry("HINFO", 13),
          Map.entry("MX", 15),
          Map.entry("TXT", 16),
          Map.entry("AAAA", 28),
          Map.entry("SRV", 33),
          Map.entry("NAPTR", 35),
          Map.entry("OPT", OPT),
          Map.entry("DS", 43),
          Map.entry("RRSIG", 46),
          Map.entry("DNSKEY", 48),
          Map.entry("HTTPS", 65),
          Map.entry("IXFR", 251),
          Map.entry("AXFR", 252),
          Map.entry("ANY", 255),
          Map.entry("CAA", 257));
  private static final Map<String, Integer> CLASSES =
      Map.of("IN", 1, "CH", 3, "HS", 4, "NONE", 254, "ANY", 255);
  private static final List<String> RCODES =
      List.of("NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED");
  private static final Map<Integer, String> OPCODES =
      Map.of(0, "QUERY", 1, "IQUERY", 2, "STATUS", 4, "NOTIFY", 5, "UPDATE");

  private DnsCodes() {}

  /** The number of a type by its name or as {@code TYPE65280}. */
  static int type(String name) {
    return number(TYPES, name, "TYPE");
  }

  static String typeName(int number) {
    return name(TYPES, number, "TYPE");
  }

  static int classNumber(String name) {
    return number(CLASSES, name, "CLASS");
  }

  static String className(int number) {
    return name(CLASSES, number, "CLASS");
  }

  static int rcode(String name) {
    return RCODES.indexOf(name);
  }

  static String rcodeName(int number) {
    return number < RCODES.size() ? RCODES.get(number) : "RCODE" + number;
  }

  /** The name of an opcode; its number where it has none. */
  static JsonNode opcode(int number) {
    return Optional.ofNullable(OPCODES.get(number))
        .<JsonNode>map(StringNode::valueOf)
        .orElseGet(() -> IntNode.valueOf(number));
  }

  private static int number(Map<String, Integer> table, String name, String prefix) {
    var known = table.get(name);
    return known != null ? known : Integer.parseInt(name.substring(prefix.length()));
  }

  private static String name(Map<String, Integer> table, int number, String prefix) {
    return table.entrySet().stream()
        .filter(entry -> entry.getValue() == number)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(prefix + number);
  }
}
