package praetor.agent.rpc.grpc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import praetor.model.Bytes;

/**
 * Writes a Protocol Buffers message, fields in the order of the calls. A field with its zero value
 * is left out, an empty message is not. Source: the public encoding of Protocol Buffers, version 3.
 * Owned by one thread.
 */
public final class ProtoWriter {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public ProtoWriter number(int field, long value) {
    return value == 0 ? this : anyNumber(field, value);
  }

  /** A number that says something even when it is zero. */
  ProtoWriter anyNumber(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  public ProtoWriter flag(int field, boolean value) {
    return number(field, value ? 1 : 0);
  }

  ProtoWriter anyDouble(int field, double value) {
    tag(field, FIXED64);
    var bytes = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.writeBytes(bytes.putDouble(value).array());
    return this;
  }

  public ProtoWriter text(int field, String value) {
    return value.isEmpty() ? this : anyText(field, value);
  }

  /** A text that says something even when it is empty. */
  ProtoWriter anyText(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  public ProtoWriter texts(int field, List<String> values) {
    values.forEach(value -> anyText(field, value));
    return this;
  }

  ProtoWriter texts(int field, Map<String, String> values) {
    values.forEach((name, value) -> message(field, entry(name).anyText(2, value)));
    return this;
  }

  /** Begins an entry of a map: its name; the value is field 2. */
  static ProtoWriter entry(String name) {
    return new ProtoWriter().anyText(1, name);
  }

  public ProtoWriter message(int field, ProtoWriter message) {
    return bytes(field, message.out.toByteArray());
  }

  /** A message written before. */
  ProtoWriter message(int field, Bytes message) {
    return bytes(field, message.array());
  }

  public Bytes toBytes() {
    return Bytes.owned(out.toByteArray());
  }

  private ProtoWriter bytes(int field, byte[] bytes) {
    tag(field, LENGTH);
    varint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  private void tag(int field, int kind) {
    varint((long) field << 3 | kind);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
