package praetor.gossip.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import praetor.model.DecodeException;

/**
 * Packets, outside to inside: label, encryption, checksum, then one message, a compound of messages
 * or a compressed one of these.
 *
 * <p>Packets are never sent compressed, which peers take as well: their few hundred bytes are not
 * worth the work. Owned by one thread.
 */
public final class PacketCodec {
  /** What a compound takes besides its parts. */
  public static final int COMPOUND_OVERHEAD = 2;

  /** What a compound takes for each part. */
  public static final int PART_OVERHEAD = 2;

  /** The checksum with its type byte. */
  public static final int CRC_OVERHEAD = 5;

  /** The largest number of parts that one byte counts. */
  private static final int PARTS_MAX = 255;

  /** Largest packet after decompression: no sender fills more than its receive buffer. */
  private static final int PLAIN_MAX_BYTES = 65_536;

  /** Compounds and compressed messages may hold each other, but not endlessly. */
  private static final int DEPTH_MAX = 4;

  /** What a packet held, and what of it could not be read. */
  public record Decoded(List<Message> messages, List<String> errors) {}

  private final WireOptions options;
  private final Labels labels;
  private final Sealer sealer;
  private final CRC32 crc = new CRC32();
  private Keyring keyring;

  public PacketCodec(WireOptions options, Keyring keyring, RandomGenerator nonces) {
    this.options = options;
    this.labels = new Labels(options.label());
    this.sealer = new Sealer(nonces);
    this.keyring = keyring;
  }

  public void keyring(Keyring changed) {
    keyring = changed;
  }

  /** How many bytes of a packet are not for messages, besides the overhead of compounds. */
  public int overhead() {
    int sealing = 0;
    if (encrypts()) {
      sealing = options.encryptionVersion() == 0 ? Sealer.OVERHEAD_PADDED : Sealer.OVERHEAD;
    }
    return labels.size() + sealing;
  }

  private boolean encrypts() {
    return !keyring.isEmpty() && options.verifyOutgoing();
  }

  /**
   * A packet of encoded messages.
   *
   * @param parts at least one and at most 255
   * @param withCrc whether the receiver is known to understand the checksum
   */
  public byte[] encode(List<byte[]> parts, boolean withCrc) {
    if (parts.isEmpty() || parts.size() > PARTS_MAX) {
      throw new IllegalArgumentException(parts.size() + " parts in a packet");
    }
    var plain = parts.size() == 1 ? parts.getFirst() : compound(parts);
    var checked = withCrc ? withCrc(plain) : plain;
    var sealed =
        encrypts()
            ? sealer.seal(
                options.encryptionVersion(), keyring.keys().getFirst(), checked, labels.bytes())
            : checked;
    return labels.prepend(sealed);
  }

  private static byte[] compound(List<byte[]> parts) {
    var out = new ByteArrayOutputStream(1_500);
    out.write(MessageType.COMPOUND);
    out.write(parts.size());
    for (var part : parts) {
      out.write(part.length >> 8);
      out.write(part.length);
    }
    parts.forEach(out::writeBytes);
    return out.toByteArray();
  }

  private byte[] withCrc(byte[] plain) {
    crc.reset();
    crc.update(plain);
    return ByteBuffer.allocate(CRC_OVERHEAD + plain.length)
        .put((byte) MessageType.CRC)
        .putInt((int) crc.getValue())
        .put(plain)
        .array();
  }

  /**
   * Reads a packet. What can be read counts even if a later part is broken.
   *
   * @throws DecodeException if nothing of it can be read
   */
  public Decoded decode(byte[] packet, int length) throws DecodeException {
    int start = labels.check(packet, length);
    var plain = ByteBuffer.wrap(decrypted(packet, start, length));
    checkCrc(plain);
    var messages = new ArrayList<Message>();
    var errors = new ArrayList<String>();
    decodeInto(plain, 0, messages, errors);
    return new Decoded(messages, errors);
  }

  private byte[] decrypted(byte[] packet, int start, int length) throws DecodeException {
    if (keyring.isEmpty()) {
      return Arrays.copyOfRange(packet, start, length);
    }
    try {
      return sealer.open(keyring, packet, start, length - start, labels.bytes());
    } catch (DecodeException e) {
      if (options.verifyIncoming()) {
        throw e;
      }
      // A pool on its way to encryption: this one may have come in plain text.
      return Arrays.copyOfRange(packet, start, length);
    }
  }

  private void checkCrc(ByteBuffer in) throws DecodeException {
    if (!in.hasRemaining() || in.get(in.position()) != MessageType.CRC) {
      return;
    }
    if (in.remaining() < CRC_OVERHEAD) {
      throw new DecodeException("checksum is cut off");
    }
    in.get();
    int told = in.getInt();
    crc.reset();
    crc.update(in.duplicate());
    if ((int) crc.getValue() != told) {
      throw new DecodeException("Got invalid checksum for UDP packet");
    }
  }

  private void decodeInto(ByteBuffer in, int depth, List<Message> messages, List<String> errors)
      throws DecodeException {
    if (!in.hasRemaining()) {
      throw new DecodeException("missing message type byte");
    }
    if (depth > DEPTH_MAX) {
      throw new DecodeException("messages are nested too deeply");
    }
    switch (in.get(in.position()) & 0xff) {
      case MessageType.COMPOUND -> {
        in.get();
        decodeParts(in, depth, messages, errors);
      }
      case MessageType.COMPRESS -> {
        in.get();
        var plain = Compressed.read(in, PLAIN_MAX_BYTES);
        decodeInto(ByteBuffer.wrap(plain), depth + 1, messages, errors);
      }
      default -> messages.add(MessageCodec.decode(in));
    }
  }

  private void decodeParts(ByteBuffer in, int depth, List<Message> messages, List<String> errors)
      throws DecodeException {
    int count = in.hasRemaining() ? in.get() & 0xff : 0;
    if (in.remaining() < count * PART_OVERHEAD) {
      throw new DecodeException("truncated len slice");
    }
    var lengths = new int[count];
    for (int i = 0; i < count; i++) {
      lengths[i] = in.getShort() & 0xffff;
    }
    for (int i = 0; i < count; i++) {
      if (lengths[i] > in.remaining()) {
        errors.add("Compound request had " + (count - i) + " truncated messages");
        return;
      }
      var part = in.slice(in.position(), lengths[i]);
      in.position(in.position() + lengths[i]);
      try {
        decodeInto(part, depth + 1, messages, errors);
      } catch (DecodeException e) {
        errors.add(e.getMessage());
      }
    }
  }
}
