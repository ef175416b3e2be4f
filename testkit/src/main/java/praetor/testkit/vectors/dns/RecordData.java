package praetor.testkit.vectors.dns;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * The data of a record between bytes and the zone-file notation of the recordings.
 *
 * @param serverPort the RPC port of the agent, written as {@code @SERVER_PORT@}
 */
record RecordData(int serverPort) {
  private static final Pattern VERSION = Pattern.compile("\"consul-version=\\d+\\.\\d+\\.\\d+.*\"");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  /**
   * The text of the next {@code size} bytes; {@code \# size hex} where the type has no notation.
   */
  String decode(String type, DnsReader in, int size) {
    if ((type.equals("A") && size == 4) || (type.equals("AAAA") && size == 16)) {
      return IpText.of(in.bytes(size));
    }
    return switch (type) {
      case "CNAME", "NS", "PTR" -> in.name();
      case "TXT" -> txt(in, size);
      case "SRV" -> in.u16() + " " + in.u16() + " " + port(in.u16()) + " " + in.name();
      case "MX" -> in.u16() + " " + in.name();
      case "SOA" -> soa(in);
      default -> "\\# " + size + " " + HexFormat.of().formatHex(in.bytes(size));
    };
  }

  private String port(int port) {
    return port == serverPort ? "@SERVER_PORT@" : Integer.toString(port);
  }

  private static String txt(DnsReader in, int size) {
    var texts = new StringJoiner(" ");
    int end = in.at() + size;
    while (in.at() < end) {
      texts.add(quoted(in.bytes(in.u8())));
    }
    var text = texts.toString();
    return VERSION.matcher(text).matches() ? "\"consul-version=@VERSION@\"" : text;
  }

  private static String quoted(byte[] bytes) {
    var text = new StringBuilder("\"");
    for (byte signed : bytes) {
      char c = (char) (signed & 0xFF);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        text.append(c);
      } else {
        text.append("\\%03d".formatted((int) c));
      }
    }
    return text.append('"').toString();
  }

  /** The serial is the time of the answer in seconds, so it is not compared. */
  private static String soa(DnsReader in) {
    var names = in.name() + " " + in.name();
    in.u32();
    return "%s @SERIAL@ %d %d %d %d".formatted(names, in.u32(), in.u32(), in.u32(), in.u32());
  }

  /** The bytes of a text, for the types that the stand-in recursors answer with. */
  static byte[] encode(String type, String text) {
    var out = new DnsWriter();
    var words = text.split(" ", -1);
    switch (type) {
      case "A", "AAAA" -> out.bytes(IpText.bytes(text));
      case "CNAME", "NS", "PTR" -> out.name(text);
      case "TXT" ->
          QUOTED
              .matcher(text)
              .results()
              .map(quoted -> quoted.group(1).getBytes(StandardCharsets.UTF_8))
              .forEach(part -> out.u8(part.length).bytes(part));
      case "MX" -> out.u16(Integer.parseInt(words[0])).name(words[1]);
      case "SOA" -> {
        out.name(words[0]).name(words[1]);
        List.of(words).subList(2, words.length).forEach(word -> out.u32(Long.parseLong(word)));
      }
      default -> throw new IllegalArgumentException("no notation for " + type + " records");
    }
    return out.toBytes();
  }
}
