package praetor.agent.rpc.grpc;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text in a header field. Source: the public description of gRPC over HTTP/2, Status-Message. */
final class PercentText {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PercentText() {}

  /** Printable characters stay, all but the percent sign. */
  static String encode(String text) {
    var encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }
}
