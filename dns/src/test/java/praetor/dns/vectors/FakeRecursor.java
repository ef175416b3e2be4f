package praetor.dns.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import praetor.dns.Transport;
import tools.jackson.databind.JsonNode;

/** A recursor that answers from a vector's table and notes what it was asked. Thread-safe. */
public final class FakeRecursor {
  private final JsonNode table;
  private final String label;
  private final List<String> seen = new CopyOnWriteArrayList<>();

  public FakeRecursor(JsonNode table, String label) {
    this.table = table;
    this.label = label;
  }

  public List<String> seen() {
    return seen;
  }

  /** The answer; empty where the table says silence. */
  public Optional<byte[]> answer(byte[] message, Transport transport) {
    var read = DnsText.message(message);
    var words = ((String) ((List<?>) read.get("question")).getFirst()).split(" ");
    boolean rd = List.of(((String) read.get("flags")).split(" ")).contains("rd");
    var edns = (Map<?, ?>) read.get("edns");
    var way = transport.name().toLowerCase(Locale.ROOT);
    seen.add(
        "%s %s %s %s rd=%s%s"
            .formatted(
                label,
                way,
                words[0],
                words[1],
                rd ? "True" : "False",
                edns == null ? "" : " edns=" + edns.get("size")));
    var entry = entry(words[0] + " " + words[1]);
    if (entry.isString()) {
      return Optional.empty();
    }
    return Optional.of(reply(message, words, entry, transport));
  }

  private JsonNode entry(String asked) {
    for (var property : table.properties()) {
      if (property.getKey().equalsIgnoreCase(asked)) {
        return property.getValue();
      }
    }
    return table.path("*");
  }

  private static byte[] reply(byte[] message, String[] asked, JsonNode entry, Transport transport) {
    var lines = new ArrayList<String>();
    (entry.isArray() ? entry : entry.path("answer")).forEach(line -> lines.add(line.asString()));
    boolean cut = entry.path("tc_udp").asBoolean(false) && transport == Transport.UDP;
    if (cut) {
      lines.clear();
    }
    var rcode = entry.isMissingNode() ? "NXDOMAIN" : entry.path("rcode").asString("NOERROR");
    var out = new DnsText.Out();
    out.u8(message[0]).u8(message[1]);
    out.u16(0x8180 | DnsText.RCODES.indexOf(rcode) | (cut ? 0x200 : 0));
    out.u16(1).u16(lines.size()).u16(0).u16(0);
    out.name(asked[0]).u16(DnsText.typeNumber(asked[1])).u16(1);
    lines.forEach(line -> record(out, line.split(" ", 5)));
    return out.toByteArray();
  }

  private static void record(DnsText.Out out, String[] words) {
    var data = data(words[3], words[4]);
    out.name(words[0]).u16(DnsText.typeNumber(words[3])).u16(1).u32(Long.parseLong(words[1]));
    out.u16(data.length).bytes(data);
  }

  private static byte[] data(String type, String text) {
    var out = new DnsText.Out();
    switch (type) {
      case "A", "AAAA" -> out.bytes(java.net.InetAddress.ofLiteral(text).getAddress());
      case "CNAME", "PTR" -> out.name(text);
      case "MX" -> {
        var words = text.split(" ");
        out.u16(Integer.parseInt(words[0])).name(words[1]);
      }
      case "TXT" -> {
        for (var part : text.substring(1, text.length() - 1).split("\" \"")) {
          out.u8(part.length()).bytes(DnsText.ascii(part));
        }
      }
      default -> throw new IllegalArgumentException(type);
    }
    return out.toByteArray();
  }
}
