package praetor.model.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes the values that certificates and keys consist of. Source: ITU-T X.690. */
public final class Der {

  static final byte[] NULL = {5, 0};

  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTETS = 0x04;
  private static final int OBJECT_ID = 0x06;
  private static final int UTF8 = 0x0c;
  private static final int PRINTABLE = 0x13;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int CONTEXT = 0x80;
  private static final int CONTEXT_CONSTRUCTED = 0xa0;

  /** From this year on certificates write the century. Source: RFC 5280 section 4.1.2.5. */
  private static final int GENERALIZED_FROM_YEAR = 2050;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return value(SEQUENCE, parts);
  }

  static byte[] sequence(List<byte[]> parts) {
    return sequence(parts.toArray(byte[][]::new));
  }

  static byte[] set(byte[]... parts) {
    return value(SET, parts);
  }

  static byte[] yes() {
    return value(BOOLEAN, new byte[] {(byte) 0xff});
  }

  static byte[] integer(BigInteger number) {
    return value(INTEGER, number.toByteArray());
  }

  static byte[] octets(byte[] bytes) {
    return value(OCTETS, bytes);
  }

  /**
   * A bit string.
   *
   * @param unused bits at the end of the last byte
   */
  static byte[] bits(int unused, byte[] bytes) {
    return value(BIT_STRING, new byte[] {(byte) unused}, bytes);
  }

  static byte[] objectId(String dotted) {
    var arcs = dotted.split("\\.", -1);
    var out = new ByteArrayOutputStream();
    out.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      arc(out, Integer.parseInt(arcs[i]));
    }
    return value(OBJECT_ID, out.toByteArray());
  }

  /** Seven bits a byte, the most significant first; all but the last are marked. */
  private static void arc(ByteArrayOutputStream out, int arc) {
    for (int shift = 28; shift > 0; shift -= 7) {
      if (arc >> shift != 0) {
        out.write(0x80 | (arc >> shift & 0x7f));
      }
    }
    out.write(arc & 0x7f);
  }

  /** A printable string where its alphabet suffices, else UTF-8. */
  static byte[] text(String text) {
    int tag = text.matches("[A-Za-z0-9 '()+,./:=?-]*") ? PRINTABLE : UTF8;
    return value(tag, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] time(Instant time) {
    boolean general = time.atZone(ZoneOffset.UTC).getYear() >= GENERALIZED_FROM_YEAR;
    var pattern = (general ? "yyyy" : "yy") + "MMddHHmmss'Z'";
    var text =
        DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC).format(time);
    return value(general ? GENERALIZED_TIME : UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A value under a number of its context, which replaces its own tag. */
  static byte[] implicit(int number, byte[] content) {
    return value(CONTEXT | number, content);
  }

  /** A whole value within a numbered one. */
  static byte[] explicit(int number, byte[]... parts) {
    return value(CONTEXT_CONSTRUCTED | number, parts);
  }

  private static byte[] value(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var out = new ByteArrayOutputStream(content.size() + 5);
    out.write(tag);
    length(out, content.size());
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static void length(ByteArrayOutputStream out, int length) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    byte[] digits = BigInteger.valueOf(length).toByteArray();
    int skipped = digits[0] == 0 ? 1 : 0;
    out.write(0x80 | (digits.length - skipped));
    out.write(digits, skipped, digits.length - skipped);
  }
}
