package praetor.dns;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A whole domain name in wire form, uncompressed, with the letters it was written with. Immutable.
 *
 * <p>The bytes are labels with a length byte each and the empty root label, 255 bytes at most.
 * Equality regards the letters' case.
 *
 * <p>Source: RFC 1035 section 3.1.
 */
final class DnsName {
  static final int LABEL_MAX_BYTES = 63;
  static final int NAME_MAX_BYTES = 255;

  static final DnsName ROOT = new DnsName(new byte[1]);

  private final byte[] wire;

  /** Takes the array over; it holds a valid name. */
  private DnsName(byte[] wire) {
    this.wire = wire;
  }

  /** A name out of wire bytes that a reader has checked already. */
  static DnsName ofWire(byte[] checked) {
    return new DnsName(checked);
  }

  /** A whole name from text, with or without a final dot; null when it is none. */
  static @Nullable DnsName of(String text) {
    return of(text, ROOT);
  }

  /**
   * The name {@code text.suffix}. A backslash escapes the next character or three digits.
   *
   * @return null when a label is empty or over 63 bytes, or the name over 255
   */
  static @Nullable DnsName of(String text, DnsName suffix) {
    return isPlain(text) ? ofPlain(text, suffix) : ofEscaped(text, suffix);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c > '~') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Every dot becomes the length of the label behind it. */
  private static @Nullable DnsName ofPlain(String text, DnsName suffix) {
    int end = text.length() - (text.endsWith(".") ? 1 : 0);
    int length = end + 1 + suffix.length();
    if (end == 0) {
      return suffix;
    }
    if (length > NAME_MAX_BYTES) {
      return null;
    }
    var wire = new byte[length];
    int labelStart = 0;
    for (int i = 0; i <= end; i++) {
      if (i < end && text.charAt(i) != '.') {
        wire[i + 1] = (byte) text.charAt(i);
        continue;
      }
      int size = i - labelStart;
      if (size == 0 || size > LABEL_MAX_BYTES) {
        return null;
      }
      wire[labelStart] = (byte) size;
      labelStart = i + 1;
    }
    suffix.copyTo(wire, labelStart);
    return new DnsName(wire);
  }

  private static @Nullable DnsName ofEscaped(String text, DnsName suffix) {
    var labels = new LabelWriter(text.length() + 2 + suffix.length());
    return labels.add(text) ? labels.finish(suffix) : null;
  }

  int length() {
    return wire.length;
  }

  byte at(int index) {
    return wire[index];
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(wire, 0, target, offset, wire.length);
  }

  boolean isRoot() {
    return wire.length == 1;
  }

  /** The end of this name from an offset that starts a label, with its letters. */
  DnsName from(int offset) {
    return offset == 0 ? this : new DnsName(Arrays.copyOfRange(wire, offset, wire.length));
  }

  /** The first bytes of this name, up to where a label starts, in lower case, then {@code end}. */
  DnsName lowerUntil(int offset, DnsName end) {
    var bytes = Arrays.copyOf(wire, offset + end.length());
    for (int i = 0; i < offset; i++) {
      bytes[i] = lower(bytes[i]);
    }
    end.copyTo(bytes, offset);
    return new DnsName(bytes);
  }

  /** The offset where the zone's labels start, or -1 when this name is not in the zone. */
  int zoneStart(DnsName zone) {
    int start = wire.length - zone.wire.length;
    if (start < 0 || !sameLetters(start, zone)) {
      return -1;
    }
    int offset = 0;
    while (offset < start) {
      offset += wire[offset] + 1;
    }
    return offset == start ? start : -1;
  }

  boolean equalsIgnoreCase(DnsName other) {
    return wire.length == other.wire.length && sameLetters(0, other);
  }

  private boolean sameLetters(int start, DnsName other) {
    for (int i = 0; i < other.wire.length; i++) {
      if (lower(wire[start + i]) != lower(other.wire[i])) {
        return false;
      }
    }
    return true;
  }

  /** How many labels stand before an offset. */
  int labelsBefore(int end) {
    int count = 0;
    for (int offset = 0; offset < end; offset += wire[offset] + 1) {
      count++;
    }
    return count;
  }

  /**
   * The labels before an offset as lower-case text. What is no plain letter is escaped, so that it
   * never equals a catalog name by accident.
   *
   * <p>Source: Consul 1.21.4 does not find a node named "bad node!" by {@code bad\032node!}, nor a
   * node "a.b" by a dot inside a label.
   */
  String[] lowerLabels(int end) {
    var labels = new String[labelsBefore(end)];
    int offset = 0;
    for (int i = 0; i < labels.length; i++) {
      labels[i] = lowerLabel(offset);
      offset += wire[offset] + 1;
    }
    return labels;
  }

  private String lowerLabel(int offset) {
    int length = wire[offset];
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      byte b = wire[offset + 1 + i];
      if (isSpecial(b)) {
        return escapedLabel(offset);
      }
      bytes[i] = lower(b);
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private String escapedLabel(int offset) {
    var text = new StringBuilder();
    for (int i = offset + 1; i <= offset + wire[offset]; i++) {
      appendEscaped(text, lower(wire[i]));
    }
    return text.toString();
  }

  private static void appendEscaped(StringBuilder text, byte b) {
    if (b < ' ' || b > '~') {
      int value = b & 0xff;
      text.append('\\').append(value / 100).append(value / 10 % 10).append(value % 10);
      return;
    }
    if (isSpecial(b)) {
      text.append('\\');
    }
    text.append((char) b);
  }

  private static boolean isSpecial(byte b) {
    return b <= ' '
        || b > '~'
        || switch (b) {
          case '.', '\'', '@', ';', '(', ')', '"', '\\' -> true;
          default -> false;
        };
  }

  static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DnsName name && Arrays.equals(wire, name.wire);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(wire);
  }

  /** Presentation form with a final dot. */
  @Override
  public String toString() {
    if (isRoot()) {
      return ".";
    }
    var text = new StringBuilder();
    for (int offset = 0; wire[offset] != 0; offset += wire[offset] + 1) {
      for (int i = offset + 1; i <= offset + wire[offset]; i++) {
        appendEscaped(text, wire[i]);
      }
      text.append('.');
    }
    return text.toString();
  }

  /** Collects labels. */
  private static final class LabelWriter {
    private byte[] bytes;
    private int end = 1;
    private int labelStart;

    LabelWriter(int capacity) {
      bytes = new byte[capacity];
    }

    /** Answers false when a label does not fit. */
    boolean add(String text) {
      var utf8 = text.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < utf8.length; i++) {
        if (utf8[i] == '.') {
          if (!closeLabel()) {
            return false;
          }
        } else if (utf8[i] == '\\') {
          int skip = Escapes.lengthAt(utf8, i);
          if (skip == 0) {
            return false;
          }
          put(Escapes.valueAt(utf8, i));
          i += skip - 1;
        } else {
          put(utf8[i]);
        }
      }
      return closeLast(text);
    }

    private void put(byte b) {
      if (end == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * bytes.length);
      }
      bytes[end++] = b;
    }

    private boolean closeLabel() {
      int length = end - labelStart - 1;
      if (length == 0 || length > LABEL_MAX_BYTES) {
        return false;
      }
      bytes[labelStart] = (byte) length;
      labelStart = end;
      put((byte) 0);
      return true;
    }

    private boolean closeLast(String text) {
      // Only a final dot, or the text "." or "", leaves an open label without bytes.
      return end - labelStart > 1 ? closeLabel() : labelStart > 0 || text.isEmpty();
    }

    @Nullable DnsName finish(DnsName suffix) {
      int length = labelStart + suffix.length();
      if (length > NAME_MAX_BYTES) {
        return null;
      }
      var wire = Arrays.copyOf(bytes, length);
      suffix.copyTo(wire, labelStart);
      return new DnsName(wire);
    }
  }
}
