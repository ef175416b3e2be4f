package praetor.testkit.vectors.dns;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads messages into the notation of the recordings. Source: RFC 1035 section 4, RFC 6891, RFC
 * 7871.
 */
final class MessageDecoder {
  private static final int RCODE = 0x0F;
  private static final int OPCODE_SHIFT = 11;
  private static final int OPCODE = 0x0F;
  private static final int EDNS_DO = 0x8000;
  private static final int CLIENT_SUBNET = 8;
  private static final Map<String, Integer> FLAGS = flags();

  private final RecordData data;

  MessageDecoder(RecordData data) {
    this.data = data;
  }

  private static Map<String, Integer> flags() {
    var flags = new LinkedHashMap<String, Integer>();
    flags.put("qr", 0x8000);
    flags.put("aa", 0x0400);
    flags.put("tc", 0x0200);
    flags.put("rd", 0x0100);
    flags.put("ra", 0x0080);
    flags.put("ad", 0x0020);
    flags.put("cd", 0x0010);
    return flags;
  }

  /**
   * The message that the bytes hold.
   *
   * @throws IllegalArgumentException with the bytes in hex where they are no message
   */
  DnsMessage decode(byte[] bytes) {
    try {
      return read(new DnsReader(bytes));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("no message: " + HexFormat.of().formatHex(bytes), e);
    }
  }

  private DnsMessage read(DnsReader in) {
    int id = in.u16();
    int bits = in.u16();
    int questions = in.u16();
    var counts = new int[] {in.u16(), in.u16(), in.u16()};
    var notation = JsonNodeFactory.instance.objectNode();
    header(notation, bits);
    var question = notation.putArray("question");
    for (int i = 0; i < questions; i++) {
      question.add(
          in.name() + " " + DnsCodes.typeName(in.u16()) + " " + DnsCodes.className(in.u16()));
    }
    for (int section = 0; section < counts.length; section++) {
      var lines = notation.putArray(DnsMessage.SECTIONS.get(section));
      for (int i = 0; i < counts[section]; i++) {
        record(in, notation, lines, bits & RCODE);
      }
    }
    return new DnsMessage(id, notation);
  }

  private static void header(ObjectNode notation, int bits) {
    notation.put("rcode", DnsCodes.rcodeName(bits & RCODE));
    notation.put(
        "flags",
        FLAGS.entrySet().stream()
            .filter(flag -> (bits & flag.getValue()) != 0)
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(" ")));
    int opcode = bits >> OPCODE_SHIFT & OPCODE;
    if (opcode != 0) {
      notation.set("opcode", DnsCodes.opcode(opcode));
    }
  }

  private void record(DnsReader in, ObjectNode notation, ArrayNode lines, int rcode) {
    var name = in.name();
    int type = in.u16();
    int dnsClass = in.u16();
    long ttl = in.u32();
    int size = in.u16();
    int end = in.at() + size;
    if (type == DnsCodes.OPT) {
      edns(in, notation, dnsClass, ttl, end, rcode);
    } else {
      var text = data.decode(DnsCodes.typeName(type), in, size);
      var line =
          "%s %d %s %s %s"
              .formatted(name, ttl, DnsCodes.className(dnsClass), DnsCodes.typeName(type), text);
      lines.add(line.stripTrailing());
    }
    in.skipTo(end);
  }

  private static void edns(
      DnsReader in, ObjectNode notation, int payload, long ttl, int end, int rcode) {
    var edns = notation.putObject("edns");
    edns.put("size", payload);
    edns.put("version", (int) (ttl >> 16 & 0xFF));
    edns.put("do", (ttl & EDNS_DO) != 0);
    int upper = (int) (ttl >> 24);
    if (upper != 0) {
      notation.put("rcode", "RCODE" + (upper << 4 | rcode));
    }
    while (in.at() < end) {
      int option = in.u16();
      var body = in.bytes(in.u16());
      if (option == CLIENT_SUBNET) {
        edns.put("ecs", subnet(new DnsReader(body), body));
      } else {
        edns.put("option" + option, HexFormat.of().formatHex(body));
      }
    }
  }

  /** A client subnet as address/source/scope. */
  private static String subnet(DnsReader in, byte[] body) {
    int bytes = in.u16() == 1 ? 4 : 16;
    int source = in.u8();
    int scope = in.u8();
    var address = Arrays.copyOf(Arrays.copyOfRange(body, in.at(), body.length), bytes);
    return IpText.of(address) + "/" + source + "/" + scope;
  }
}
