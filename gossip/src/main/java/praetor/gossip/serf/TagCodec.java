package praetor.gossip.serf;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import praetor.gossip.wire.FieldReader;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackWriter;

/**
 * Tags as the meta data of a member: byte 0xff and a map of text to text. Without that byte the
 * whole is the value of the tag {@code role}.
 */
final class TagCodec {
  /** Source: memberlist refuses meta data above 512 bytes. */
  static final int MAX_BYTES = 512;

  private static final int MAGIC = 0xff;

  private TagCodec() {}

  /**
   * Encodes tags.
   *
   * @throws IllegalArgumentException if they take more than {@link #MAX_BYTES}
   */
  static Bytes encode(Map<String, String> tags) {
    var out = new PackWriter(MAX_BYTES).rawByte(MAGIC).mapHeader(tags.size());
    new TreeMap<>(tags).forEach((key, value) -> out.string(key).string(value));
    if (out.size() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "Encoded length of tags exceeds limit of " + MAX_BYTES + " bytes");
    }
    return Bytes.owned(out.toBytes());
  }

  static Map<String, String> decode(Bytes meta) throws DecodeException {
    if (meta.isEmpty() || (meta.array()[0] & 0xff) != MAGIC) {
      return Map.of("role", meta.utf8());
    }
    var buffer = ByteBuffer.wrap(meta.array());
    buffer.get();
    var in = new FieldReader(buffer);
    var tags = new TreeMap<String, String>();
    in.map(name -> tags.put(name, in.text()));
    return Map.copyOf(tags);
  }
}
