package praetor.gossip.wire;

import java.nio.ByteBuffer;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackWriter;

/** A compressed message: the algorithm, of which there is one, and the bytes. */
final class Compressed {
  private static final int LZW = 0;

  private long algorithm;
  private Bytes buffer = Bytes.EMPTY;

  private Compressed() {}

  /** Reads what follows the type byte and restores the message. */
  static byte[] read(ByteBuffer in, int maxBytes) throws DecodeException {
    var fields = new Compressed();
    var reader = new FieldReader(in);
    reader.map(name -> fields.readField(name, reader));
    if (fields.algorithm != LZW) {
      throw new DecodeException("Cannot decompress unknown algorithm " + fields.algorithm);
    }
    return Lzw.decompress(fields.buffer.array(), maxBytes);
  }

  private void readField(String name, FieldReader in) throws DecodeException {
    switch (name) {
      case "Algo" -> algorithm = in.int64();
      case "Buf" -> buffer = in.bytes();
      default -> in.skip();
    }
  }

  static byte[] write(byte[] plain) {
    var out = new PackWriter(plain.length);
    out.rawByte(MessageType.COMPRESS).mapHeader(2).string("Algo").unsigned(LZW);
    return out.string("Buf").raw(Lzw.compress(plain)).toBytes();
  }
}
