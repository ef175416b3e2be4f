package praetor.snapshot.seal;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import praetor.client.JsonView;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonWriter;

/**
 * What a sealed file tells to everybody.
 *
 * @param kdf how the file's key is made
 * @param rounds how often
 * @param salt random, of this file alone
 * @param chunkBytes how many plain bytes each chunk but the last has
 * @param keyCheck tells a wrong key from damage: the first bytes of a digest of the file's key
 */
public record SealHeader(String kdf, int rounds, Bytes salt, int chunkBytes, Bytes keyCheck) {
  /** What sealed files begin with; no gzip does. */
  static final Bytes MAGIC = Bytes.utf8("PRAETOR-SEAL-1\n");

  private static final String CIPHER = "AES-256-GCM";
  private static final int HEADER_BYTES_MAX = 4_096;
  private static final int CHUNK_BYTES_MAX = 16 << 20;
  private static final int ROUNDS_MAX = 100_000_000;

  /** Magic, length, JSON: what every chunk is bound to. */
  Bytes encoded() {
    var json = json().getBytes(StandardCharsets.UTF_8);
    var out = ByteBuffer.allocate(MAGIC.length() + Integer.BYTES + json.length);
    out.put(MAGIC.array()).putInt(json.length).put(json);
    return Bytes.owned(out.array());
  }

  /** The header for people. */
  public String json() {
    var hex = HexFormat.of();
    return JsonWriter.compact()
        .beginObject()
        .name("Cipher")
        .value(CIPHER)
        .name("KDF")
        .value(kdf)
        .name("Rounds")
        .value(rounds)
        .name("Salt")
        .value(hex.formatHex(salt.array()))
        .name("ChunkBytes")
        .value(chunkBytes)
        .name("KeyCheck")
        .value(hex.formatHex(keyCheck.array()))
        .endObject()
        .toText();
  }

  /** Reads the header; the stream stands at the first chunk then. */
  static SealHeader read(InputStream stream) throws IOException {
    var in = new DataInputStream(stream);
    try {
      var magic = new byte[MAGIC.length()];
      in.readFully(magic);
      if (!Arrays.equals(magic, MAGIC.array())) {
        throw new SealException("not a sealed snapshot");
      }
      int length = in.readInt();
      if (length < 0 || length > HEADER_BYTES_MAX) {
        throw new SealException("damaged header");
      }
      return parse(in.readNBytes(length));
    } catch (EOFException cut) {
      throw new SealException("damaged header", cut);
    }
  }

  private static SealHeader parse(byte[] json) throws SealException {
    try {
      var view = JsonView.of(JsonReader.readWhole(json));
      var hex = HexFormat.of();
      var header =
          new SealHeader(
              view.text("KDF"),
              (int) view.number("Rounds"),
              Bytes.owned(hex.parseHex(view.text("Salt"))),
              (int) view.number("ChunkBytes"),
              Bytes.owned(hex.parseHex(view.text("KeyCheck"))));
      boolean possible =
          view.text("Cipher").equals(CIPHER)
              && header.rounds > 0
              && header.rounds <= ROUNDS_MAX
              && header.chunkBytes > 0
              && header.chunkBytes <= CHUNK_BYTES_MAX;
      if (!possible) {
        throw new SealException("damaged header");
      }
      return header;
    } catch (DecodeException | IllegalArgumentException damaged) {
      throw new SealException("damaged header", damaged);
    }
  }
}
