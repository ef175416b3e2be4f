package praetor.testkit.vectors.dns;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/** Reads numbers and names from a message, from front to back. */
final class DnsReader {
  // A message has at most 64 KiB, so an honest name needs far fewer jumps than this.
  private static final int JUMPS_MAX = 100;
  private static final int POINTER = 0xC0;
  private static final String ESCAPED = ".\\\"();@$";

  private final ByteBuffer message;

  /** Throws {@link BufferUnderflowException} or its like where a message ends too early. */
  DnsReader(byte[] message) {
    this.message = ByteBuffer.wrap(message);
  }

  int at() {
    return message.position();
  }

  void skipTo(int offset) {
    message.position(offset);
  }

  int u8() {
    return message.get() & 0xFF;
  }

  int u16() {
    return message.getShort() & 0xFFFF;
  }

  long u32() {
    return message.getInt() & 0xFFFF_FFFFL;
  }

  byte[] bytes(int size) {
    if (size > message.remaining()) {
      throw new BufferUnderflowException();
    }
    var bytes = new byte[size];
    message.get(bytes);
    return bytes;
  }

  /**
   * A name in presentation form with a final dot; pointers are followed. Source: RFC 1035 4.1.4.
   */
  String name() {
    var labels = new ArrayList<String>();
    int end = -1;
    int jumps = 0;
    for (int length = u8(); length != 0; length = u8()) {
      if (length < POINTER) {
        labels.add(label(bytes(length)));
        continue;
      }
      int target = (length & ~POINTER) << 8 | u8();
      end = end < 0 ? at() : end;
      if (++jumps > JUMPS_MAX) {
        throw new IllegalArgumentException("compression loop");
      }
      skipTo(target);
    }
    if (end >= 0) {
      skipTo(end);
    }
    return String.join(".", labels) + ".";
  }

  private static String label(byte[] bytes) {
    var text = new StringBuilder();
    for (byte signed : bytes) {
      char c = (char) (signed & 0xFF);
      if (ESCAPED.indexOf(c) >= 0) {
        text.append('\\').append(c);
      } else if (c > ' ' && c <= '~') {
        text.append(c);
      } else {
        text.append("\\%03d".formatted((int) c));
      }
    }
    return text.toString();
  }
}
