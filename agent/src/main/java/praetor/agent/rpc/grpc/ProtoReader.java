package praetor.agent.rpc.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import praetor.model.DecodeException;

/**
 * A Protocol Buffers message taken apart: numbers and bytes by field, other kinds of fields are
 * passed over. A field that is not there has its zero value. Immutable.
 */
public final class ProtoReader {
  private final Map<Integer, Long> numbers = new HashMap<>();
  private final Map<Integer, List<byte[]>> values = new HashMap<>();

  private ProtoReader() {}

  /** Reads a message. */
  public static ProtoReader of(byte[] message) throws DecodeException {
    var read = new ProtoReader();
    try {
      read.read(CodedInputStream.newInstance(message));
      return read;
    } catch (IOException e) {
      throw new DecodeException("not a message of Protocol Buffers: " + e.getMessage(), e);
    }
  }

  private void read(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      switch (WireFormat.getTagWireType(tag)) {
        case WireFormat.WIRETYPE_VARINT -> numbers.put(field, in.readUInt64());
        case WireFormat.WIRETYPE_LENGTH_DELIMITED ->
            values.computeIfAbsent(field, _ -> new ArrayList<>()).add(in.readByteArray());
        default -> in.skipField(tag);
      }
    }
  }

  public long number(int field) {
    return numbers.getOrDefault(field, 0L);
  }

  public boolean flag(int field) {
    return number(field) != 0;
  }

  public String text(int field) {
    var all = texts(field);
    return all.isEmpty() ? "" : all.getLast();
  }

  public List<String> texts(int field) {
    return values.getOrDefault(field, List.of()).stream()
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }

  /** A message inside; one without fields when it is not there. */
  public ProtoReader message(int field) throws DecodeException {
    var all = messages(field);
    return all.isEmpty() ? new ProtoReader() : all.getLast();
  }

  public List<ProtoReader> messages(int field) throws DecodeException {
    var found = new ArrayList<ProtoReader>();
    for (byte[] each : values.getOrDefault(field, List.of())) {
      found.add(of(each));
    }
    return found;
  }
}
