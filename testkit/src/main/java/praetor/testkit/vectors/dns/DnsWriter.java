package praetor.testkit.vectors.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes numbers and names of a message, without compression. */
final class DnsWriter {
  private static final int ESCAPE_DIGITS = 3;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  DnsWriter u8(int value) {
    out.write(value);
    return this;
  }

  DnsWriter u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  DnsWriter u32(long value) {
    return u16((int) (value >>> 16)).u16((int) value);
  }

  DnsWriter bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /**
   * A name from its presentation form, whose final dot may be missing.
   *
   * <p>Labels and names may be longer than DNS allows: how a server takes that is part of the
   * questions.
   */
  DnsWriter name(String text) {
    if (!text.equals(".")) {
      for (var label : labels(text.getBytes(StandardCharsets.ISO_8859_1))) {
        u8(label.length).bytes(label);
      }
    }
    return u8(0);
  }

  private static List<byte[]> labels(byte[] text) {
    var labels = new ArrayList<byte[]>();
    var label = new ByteArrayOutputStream();
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '.') {
        labels.add(label.toByteArray());
        label.reset();
      } else if (text[i] == '\\' && isDecimal(text, i + 1)) {
        label.write(
            Integer.parseInt(new String(text, i + 1, ESCAPE_DIGITS, StandardCharsets.US_ASCII)));
        i += ESCAPE_DIGITS;
      } else {
        i += text[i] == '\\' ? 1 : 0;
        label.write(text[i]);
      }
    }
    if (label.size() > 0) {
      labels.add(label.toByteArray());
    }
    return labels;
  }

  private static boolean isDecimal(byte[] text, int from) {
    int digits = 0;
    while (digits < ESCAPE_DIGITS
        && from + digits < text.length
        && Character.isDigit(text[from + digits])) {
      digits++;
    }
    return digits == ESCAPE_DIGITS;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
