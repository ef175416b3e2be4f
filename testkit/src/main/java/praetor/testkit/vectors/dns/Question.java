package praetor.testkit.vectors.dns;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A question of a recording, and its message. Source: {@code praetor/vectors/dns/README.md}. */
record Question(JsonNode json) {
  private static final int RD = 0x0100;
  private static final int AD = 0x0020;
  private static final int CD = 0x0010;
  private static final int EDNS_DO = 0x8000;
  private static final int CLIENT_SUBNET = 8;
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(3);

  /** The transport that it must be asked over; empty where any will do. */
  Optional<String> transport() {
    return json.path("transport").asStringOpt();
  }

  /** How long to wait for an answer; a short time where silence may be the right one. */
  Duration timeout() {
    if (json.has("timeout")) {
      return Duration.ofMillis(Math.round(json.path("timeout").doubleValue() * 1_000));
    }
    return flag("silent_ok", false) ? SILENCE : ANSWER_MAX;
  }

  /** What is asked, for a list of tests. */
  String label() {
    if (json.has("raw")) {
      return json.path("raw").stringValue();
    }
    return asked().isEmpty() ? "no question" : String.join(", ", asked());
  }

  /**
   * The questions as an answer should echo them; empty where the message is given byte for byte.
   */
  Optional<List<String>> echo() {
    return json.has("raw")
        ? Optional.empty()
        : Optional.of(asked().stream().map(One::parse).map(One::echo).toList());
  }

  private List<String> asked() {
    var ask = json.path("ask");
    return Stream.of(ask)
        .flatMap(a -> a.isArray() ? a.values().stream() : Stream.of(a))
        .map(JsonNode::stringValue)
        .toList();
  }

  byte[] encode(int id) {
    return json.has("raw") ? raw(id) : message(id);
  }

  private byte[] raw(int id) {
    var bytes = HexFormat.of().parseHex(json.path("raw").stringValue());
    bytes[0] = (byte) (id >>> 8);
    bytes[1] = (byte) id;
    return bytes;
  }

  private byte[] message(int id) {
    boolean edns = json.path("edns").isNumber();
    var asked = asked();
    var out = new DnsWriter().u16(id).u16(bits()).u16(asked.size()).u16(0).u16(0);
    out.u16(edns ? 1 : 0);
    asked.stream().map(One::parse).forEach(one -> one.writeTo(out));
    if (edns) {
      edns(out);
    }
    return out.toBytes();
  }

  private int bits() {
    return json.path("opcode").asInt(0) << 11
        | (flag("rd", true) ? RD : 0)
        | (flag("ad", false) ? AD : 0)
        | (flag("cd", false) ? CD : 0);
  }

  private boolean flag(String name, boolean otherwise) {
    return json.has(name) ? json.path(name).asBoolean() : otherwise;
  }

  private void edns(DnsWriter out) {
    var options = json.has("ecs") ? subnet(json.path("ecs").stringValue()) : new byte[0];
    out.u8(0).u16(DnsCodes.OPT).u16(json.path("edns").intValue());
    out.u8(0).u8(json.path("edns_version").asInt(0)).u16(flag("do", false) ? EDNS_DO : 0);
    out.u16(options.length).bytes(options);
  }

  /** The client-subnet option of {@code address/prefix}, bits beyond the prefix cleared. */
  private static byte[] subnet(String text) {
    var parts = text.split("/", 2);
    var address = IpText.bytes(parts[0]);
    int prefix = parts.length < 2 ? address.length * Byte.SIZE : Integer.parseInt(parts[1]);
    var network = network(address, prefix);
    return new DnsWriter()
        .u16(CLIENT_SUBNET)
        .u16(4 + network.length)
        .u16(address.length == 4 ? 1 : 2)
        .u8(prefix)
        .u8(0)
        .bytes(network)
        .toBytes();
  }

  private static byte[] network(byte[] address, int prefix) {
    var network = new byte[(prefix + 7) / Byte.SIZE];
    for (int i = 0; i < network.length; i++) {
      int bits = Math.min(Byte.SIZE, prefix - i * Byte.SIZE);
      network[i] = (byte) (address[i] & 0xFF << (Byte.SIZE - bits));
    }
    return network;
  }

  /** One of the questions of a message. */
  private record One(String name, String type, String dnsClass) {
    static One parse(String text) {
      var words = text.split(" ", 3);
      return new One(words[0], words[1], words.length > 2 ? words[2] : "IN");
    }

    void writeTo(DnsWriter out) {
      out.name(name).u16(DnsCodes.type(type)).u16(DnsCodes.classNumber(dnsClass));
    }

    /** The same with the name as it is read from a message. */
    String echo() {
      var wire = new DnsReader(new DnsWriter().name(name).toBytes());
      return wire.name() + " " + type + " " + dnsClass;
    }
  }
}
