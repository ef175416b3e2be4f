package praetor.dns.vectors;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Messages as the vectors write them: questions from JSON to bytes, answers from bytes to zone-file
 * lines. It shares no code with what it tests.
 */
public final class DnsText {
  public static final Map<String, Integer> TYPES =
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
          Map.entry("OPT", 41),
          Map.entry("HTTPS", 65),
          Map.entry("IXFR", 251),
          Map.entry("AXFR", 252),
          Map.entry("ANY", 255),
          Map.entry("CAA", 257));
  private static final Map<String, Integer> CLASSES =
      Map.of("IN", 1, "CH", 3, "HS", 4, "NONE", 254, "ANY", 255);
  static final List<String> RCODES =
      List.of("NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED");
  private static final Map<Integer, String> OPCODES =
      Map.of(1, "IQUERY", 2, "STATUS", 4, "NOTIFY", 5, "UPDATE");
  private static final Map<String, Integer> FLAGS = flags();

  private DnsText() {}

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

  /** The bytes of a question as a vector describes it. */
  public static byte[] question(JsonNode question, int id) {
    if (question.has("raw")) {
      var bytes = java.util.HexFormat.of().parseHex(question.get("raw").asString());
      bytes[0] = (byte) (id >> 8);
      bytes[1] = (byte) id;
      return bytes;
    }
    var out = new Out();
    var asked = asked(question);
    boolean edns = question.has("edns");
    int bits =
        question.path("opcode").asInt(0) << 11
            | (question.path("rd").asBoolean(true) ? 0x100 : 0)
            | (question.path("ad").asBoolean(false) ? 0x20 : 0)
            | (question.path("cd").asBoolean(false) ? 0x10 : 0);
    out.u16(id).u16(bits).u16(asked.size()).u16(0).u16(0).u16(edns ? 1 : 0);
    for (var one : asked) {
      var words = one.split(" ");
      out.name(words[0]).u16(typeNumber(words[1]));
      out.u16(CLASSES.get(words.length > 2 ? words[2] : "IN"));
    }
    if (edns) {
      var options = new Out();
      if (question.has("ecs")) {
        subnet(options, question.get("ecs").asString());
      }
      out.u8(0).u16(41).u16(question.get("edns").asInt()).u8(0);
      out.u8(question.path("edns_version").asInt(0));
      out.u16(question.path("do").asBoolean(false) ? 0x8000 : 0);
      out.u16(options.size()).bytes(options.toByteArray());
    }
    return out.toByteArray();
  }

  private static void subnet(Out options, String text) {
    int slash = text.indexOf('/');
    int bits = Integer.parseInt(text.substring(slash + 1));
    var address = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
    int sent = (bits + 7) / 8;
    options.u16(8).u16(4 + sent).u16(address.length == 4 ? 1 : 2).u8(bits).u8(0);
    options.bytes(Arrays.copyOf(address, sent));
  }

  static List<String> asked(JsonNode question) {
    var ask = question.get("ask");
    var asked = new ArrayList<String>();
    if (ask.isArray()) {
      ask.forEach(one -> asked.add(one.asString()));
    } else {
      asked.add(ask.asString());
    }
    return asked;
  }

  static int typeNumber(String name) {
    return TYPES.containsKey(name) ? TYPES.get(name) : Integer.parseInt(name.substring(4));
  }

  /** The answer as the vector's {@code expect} would describe it. */
  public static Map<String, Object> answer(JsonNode question, byte[] answer, int serverPort) {
    var read = new In(answer, serverPort).read();
    if (question.has("ask")) {
      var echoed =
          asked(question).stream()
              .map(one -> one.split(" "))
              .map(
                  words ->
                      wireToText(words[0])
                          + " "
                          + words[1]
                          + " "
                          + (words.length > 2 ? words[2] : "IN"))
              .toList();
      if (read.get("question").equals(echoed)) {
        read.remove("question");
      }
    }
    for (var section : List.of("answer", "authority", "additional")) {
      if (((List<?>) read.get(section)).isEmpty()) {
        read.remove(section);
      }
    }
    return read;
  }

  /** A whole message without regard to a question. */
  static Map<String, Object> message(byte[] message) {
    return new In(message, 0).read();
  }

  private static String wireToText(String name) {
    var out = new Out().name(name);
    return new In(out.toByteArray(), 0).nameAt(0);
  }

  /** Writes the parts of a message. */
  static final class Out {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Out u8(int value) {
      bytes.write(value);
      return this;
    }

    Out u16(int value) {
      return u8(value >> 8).u8(value);
    }

    Out u32(long value) {
      return u16((int) (value >> 16)).u16((int) value);
    }

    Out bytes(byte[] more) {
      bytes.writeBytes(more);
      return this;
    }

    Out name(String text) {
      var label = new ByteArrayOutputStream();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\\' && text.substring(i + 1).matches("(?s)[0-9]{3}.*")) {
          label.write(Integer.parseInt(text.substring(i + 1, i + 4)));
          i += 3;
        } else if (c == '\\') {
          label.write(text.charAt(++i));
        } else if (c == '.') {
          label(label);
        } else {
          label.write(c);
        }
      }
      label(label);
      return u8(0);
    }

    private void label(ByteArrayOutputStream label) {
      if (label.size() > 0) {
        u8(label.size()).bytes(label.toByteArray());
        label.reset();
      }
    }

    int size() {
      return bytes.size();
    }

    byte[] toByteArray() {
      return bytes.toByteArray();
    }
  }

  /** Reads a message into text. */
  private static final class In {
    private final byte[] data;
    private final int serverPort;
    private int at;
    private final Map<String, Object> out = new LinkedHashMap<>();

    In(byte[] data, int serverPort) {
      this.data = data;
      this.serverPort = serverPort;
    }

    Map<String, Object> read() {
      int bits = u16(2);
      out.put("rcode", RCODES.get(bits & 15));
      out.put(
          "flags",
          String.join(
              " ", FLAGS.keySet().stream().filter(f -> (bits & FLAGS.get(f)) != 0).toList()));
      int opcode = bits >> 11 & 15;
      if (opcode != 0) {
        out.put("opcode", OPCODES.containsKey(opcode) ? OPCODES.get(opcode) : (Object) opcode);
      }
      at = 12;
      var questions = new ArrayList<String>();
      for (int i = 0; i < u16(4); i++) {
        var name = name();
        questions.add(name + " " + typeName(next16()) + " " + className(next16()));
      }
      out.put("question", questions);
      section("answer", u16(6));
      section("authority", u16(8));
      section("additional", u16(10));
      if (at != data.length) {
        throw new IllegalStateException("bytes behind the message");
      }
      return out;
    }

    private void section(String section, int count) {
      var lines = new ArrayList<String>();
      for (int i = 0; i < count; i++) {
        var name = name();
        int type = next16();
        int qclass = next16();
        long ttl = (long) next16() << 16 | next16();
        int size = next16();
        int next = at + size;
        if (type == 41) {
          out.put("edns", edns(qclass, ttl, next));
        } else {
          var data = rdata(typeName(type), size);
          lines.add(
              (name + " " + ttl + " " + className(qclass) + " " + typeName(type) + " " + data)
                  .stripTrailing());
        }
        at = next;
      }
      out.put(section, lines);
    }

    private Map<String, Object> edns(int size, long ttl, int next) {
      var edns = new LinkedHashMap<String, Object>();
      edns.put("size", size);
      edns.put("version", (int) (ttl >> 16 & 255));
      edns.put("do", (ttl & 0x8000) != 0);
      while (at < next) {
        int code = next16();
        int length = next16();
        if (code == 8) {
          edns.put("ecs", ecs(length));
        } else {
          edns.put("option" + code, length);
        }
        at += length;
      }
      return edns;
    }

    private String ecs(int length) {
      int bytes = u16(at) == 1 ? 4 : 16;
      var address = Arrays.copyOf(Arrays.copyOfRange(data, at + 4, at + length), bytes);
      return address(address) + "/" + data[at + 2] + "/" + data[at + 3];
    }

    private String rdata(String type, int size) {
      return switch (type) {
        case "A", "AAAA" -> address(Arrays.copyOfRange(data, at, at + size));
        case "CNAME", "NS", "PTR" -> name();
        case "TXT" -> txt(at + size);
        case "SRV" -> next16() + " " + next16() + " " + port(next16()) + " " + name();
        case "MX" -> next16() + " " + name();
        case "SOA" -> soa();
        default -> throw new IllegalStateException("no text for " + type);
      };
    }

    private String port(int port) {
      return port == serverPort ? "@SERVER_PORT@" : String.valueOf(port);
    }

    private String soa() {
      var names = name() + " " + name();
      at += 4;
      return names + " @SERIAL@ " + next32() + " " + next32() + " " + next32() + " " + next32();
    }

    private String txt(int end) {
      var texts = new ArrayList<String>();
      while (at < end) {
        int length = data[at] & 255;
        var text = new StringBuilder("\"");
        for (int i = at + 1; i <= at + length; i++) {
          appendText(text, data[i] & 255);
        }
        texts.add(text.append('"').toString());
        at += 1 + length;
      }
      return String.join(" ", texts)
          .replaceAll("^\"consul-version=\\d+\\.\\d+\\.\\d+.*\"$", "\"consul-version=@VERSION@\"");
    }

    private static void appendText(StringBuilder text, int b) {
      if (b == '"' || b == '\\') {
        text.append('\\').append((char) b);
      } else if (b >= 32 && b <= 126) {
        text.append((char) b);
      } else {
        text.append("\\%03d".formatted(b));
      }
    }

    private static String address(byte[] bytes) {
      return DnsText.addressText(bytes);
    }

    private long next32() {
      return (long) next16() << 16 | next16();
    }

    private int next16() {
      at += 2;
      return u16(at - 2);
    }

    private int u16(int offset) {
      return (data[offset] & 255) << 8 | data[offset + 1] & 255;
    }

    private String name() {
      int start = at;
      var text = nameAt(start);
      at = end;
      return text;
    }

    private int end;

    private String nameAt(int start) {
      var text = new StringBuilder();
      int place = start;
      end = -1;
      for (int hops = 0; hops < 100; ) {
        int size = data[place] & 255;
        if (size >= 0xc0) {
          end = end < 0 ? place + 2 : end;
          int target = (size & 0x3f) << 8 | data[place + 1] & 255;
          if (target >= place) {
            throw new IllegalStateException("a pointer forward");
          }
          place = target;
          hops++;
        } else if (size == 0) {
          end = end < 0 ? place + 1 : end;
          return text.isEmpty() ? "." : text.toString();
        } else {
          for (int i = place + 1; i <= place + size; i++) {
            appendLabel(text, data[i] & 255);
          }
          text.append('.');
          place += size + 1;
        }
      }
      throw new IllegalStateException("a loop of pointers");
    }

    private static void appendLabel(StringBuilder text, int b) {
      if (".\\\"();@$".indexOf(b) >= 0) {
        text.append('\\').append((char) b);
      } else if (b >= 33 && b <= 126) {
        text.append((char) b);
      } else {
        text.append("\\%03d".formatted(b));
      }
    }

    private static String typeName(int number) {
      return nameOf(TYPES, number).orElse("TYPE" + number);
    }

    private static String className(int number) {
      return nameOf(CLASSES, number).orElse("CLASS" + number);
    }

    private static Optional<String> nameOf(Map<String, Integer> table, int number) {
      return table.entrySet().stream()
          .filter(entry -> entry.getValue() == number)
          .map(Map.Entry::getKey)
          .findFirst();
    }
  }

  /** RFC 5952 text. */
  static String addressText(byte[] bytes) {
    try {
      var text = InetAddress.getByAddress(bytes).getHostAddress();
      if (bytes.length == 4) {
        return text;
      }
      return shortened(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String shortened(byte[] bytes) {
    var groups = new ArrayList<String>();
    for (int i = 0; i < 16; i += 2) {
      groups.add(Integer.toHexString((bytes[i] & 255) << 8 | bytes[i + 1] & 255));
    }
    int best = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int zeros = 0;
      while (i + zeros < 8 && groups.get(i + zeros).equals("0")) {
        zeros++;
      }
      if (zeros > length) {
        best = i;
        length = zeros;
      }
    }
    return best < 0
        ? String.join(":", groups)
        : String.join(":", groups.subList(0, best))
            + "::"
            + String.join(":", groups.subList(best + length, 8));
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
