package praetor.gossip.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import praetor.gossip.wire.StreamMessage.NodeState;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackWriter;

/**
 * Messages of streams, outside to inside: label, encryption with its length, compression, then the
 * message. Owned by one thread.
 */
public final class StreamCodec {
  /** Largest message after decompression: what a pool of 50,000 members says. */
  private static final int PLAIN_MAX_BYTES = 32 << 20;

  private static final int SEALED_HEAD_BYTES = 5;

  private final WireOptions options;
  private final Labels labels;
  private final Sealer sealer;
  private final Keyring keyring;

  public StreamCodec(WireOptions options, Keyring keyring, RandomGenerator nonces) {
    this.options = options;
    this.labels = new Labels(options.label());
    this.sealer = new Sealer(nonces);
    this.keyring = keyring;
  }

  public byte[] encode(StreamMessage message) {
    var plain = plain(message);
    var small = options.compressStreams() ? Compressed.write(plain) : plain;
    if (keyring.isEmpty() || !options.verifyOutgoing()) {
      return labels.prepend(small);
    }
    return labels.prepend(sealed(small));
  }

  private byte[] sealed(byte[] plain) {
    int version = options.encryptionVersion();
    int padding = version == 0 ? 16 - plain.length % 16 : 0;
    var head =
        ByteBuffer.allocate(SEALED_HEAD_BYTES)
            .put((byte) MessageType.ENCRYPT)
            .putInt(Sealer.OVERHEAD + plain.length + padding)
            .array();
    var sealed = sealer.seal(version, keyring.keys().getFirst(), plain, associated(head));
    return join(head, sealed);
  }

  // The label is authenticated too.
  private byte[] associated(byte[] head) {
    return join(head, labels.bytes());
  }

  private static byte[] join(byte[] first, byte[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] plain(StreamMessage message) {
    var out = new PackWriter(1_024);
    switch (message) {
      case StreamMessage.PushPull pushPull -> {
        writePushPull(pushPull, out);
        return join(out.toBytes(), pushPull.userState().array());
      }
      case StreamMessage.Failure(String error) ->
          out.rawByte(MessageType.ERROR).mapHeader(1).string("Error").string(error);
      case Message.Ping ping -> MessageCodec.writePing(ping, out);
      case Message.Ack ack -> MessageCodec.writeAck(ack, out);
      case Message.User(Bytes payload) -> {
        StreamHeader.writeUser(payload.length(), out);
        return join(out.toBytes(), payload.array());
      }
    }
    return out.toBytes();
  }

  private static void writePushPull(StreamMessage.PushPull message, PackWriter out) {
    var state = message.userState();
    new StreamHeader(message.join(), message.nodes().size(), state.length()).writePushPull(out);
    message.nodes().forEach(node -> writeNode(node, out));
  }

  private static void writeNode(NodeState node, PackWriter out) {
    out.mapHeader(7).string("Addr").raw(node.endpoint().ip().array());
    out.string("Incarnation").unsigned(node.incarnation());
    out.string("Meta").raw(node.meta().array());
    out.string("Name").string(node.name());
    out.string("Port").unsigned(node.endpoint().port());
    out.string("State").unsigned(node.liveness().number());
    out.string("Vsn").raw(node.versions().bytes().array());
  }

  /**
   * Whether a message has this pool's label.
   *
   * <p>Source: Consul 1.21.4 closes a stream with another one without a word.
   */
  public boolean isOfThisPool(byte[] message) {
    try {
      labels.check(message, message.length);
      return true;
    } catch (DecodeException _) {
      // The answer is in the exception: it is somebody else's.
      return false;
    }
  }

  /** Reads a whole message, as {@link StreamFramer} found it. */
  public StreamMessage decode(byte[] message) throws DecodeException {
    return decode(message, PLAIN_MAX_BYTES);
  }

  /**
   * Reads a whole message.
   *
   * @param plainBytesMax a compressed one that stands for more is refused; at most 32 MiB
   */
  public StreamMessage decode(byte[] message, int plainBytesMax) throws DecodeException {
    int start = labels.check(message, message.length);
    var plain = decrypted(message, start);
    if (plain.hasRemaining() && plain.get(plain.position()) == MessageType.COMPRESS) {
      plain.get();
      plain = ByteBuffer.wrap(Compressed.read(plain, Math.min(plainBytesMax, PLAIN_MAX_BYTES)));
    }
    return decodePlain(plain);
  }

  private ByteBuffer decrypted(byte[] message, int start) throws DecodeException {
    boolean sealed = start < message.length && message[start] == MessageType.ENCRYPT;
    if (sealed && keyring.isEmpty()) {
      throw new DecodeException("Remote state is encrypted and encryption is not configured");
    }
    if (!sealed) {
      if (!keyring.isEmpty() && options.verifyIncoming()) {
        throw new DecodeException("Encryption is configured but remote state is not encrypted");
      }
      return ByteBuffer.wrap(message, start, message.length - start);
    }
    int body = start + SEALED_HEAD_BYTES;
    if (message.length < body) {
      throw new DecodeException("encrypted stream is cut off");
    }
    var associated = associated(Arrays.copyOfRange(message, start, body));
    return ByteBuffer.wrap(sealer.open(keyring, message, body, message.length - body, associated));
  }

  private static StreamMessage decodePlain(ByteBuffer in) throws DecodeException {
    if (!in.hasRemaining()) {
      throw new DecodeException("missing message type byte");
    }
    return switch (in.get(in.position()) & 0xff) {
      case MessageType.PUSH_PULL -> pushPull(in.position(in.position() + 1));
      case MessageType.USER -> user(in.position(in.position() + 1));
      case MessageType.ERROR -> failure(in.position(in.position() + 1));
      default ->
          switch (MessageCodec.decode(in)) {
            case Message.Ping ping -> ping;
            case Message.Ack ack -> ack;
            case Message other ->
                throw new DecodeException(
                    other.getClass().getSimpleName() + " does not come by stream");
          };
    };
  }

  private static StreamMessage.PushPull pushPull(ByteBuffer in) throws DecodeException {
    var header = StreamHeader.read(in);
    var nodes = new ArrayList<NodeState>(Math.min(header.nodes(), in.remaining()));
    var reader = new FieldReader(in);
    for (int i = 0; i < header.nodes(); i++) {
      var fields = new MessageFields();
      fields.read(reader);
      nodes.add(fields.nodeState());
    }
    return new StreamMessage.PushPull(header.join(), List.copyOf(nodes), rest(in, header));
  }

  private static Message.User user(ByteBuffer in) throws DecodeException {
    return new Message.User(rest(in, StreamHeader.read(in)));
  }

  private static Bytes rest(ByteBuffer in, StreamHeader header) throws DecodeException {
    if (in.remaining() < header.userBytes()) {
      throw new DecodeException("user state is cut off");
    }
    var state = new byte[header.userBytes()];
    in.get(state);
    return Bytes.owned(state);
  }

  private static StreamMessage.Failure failure(ByteBuffer in) throws DecodeException {
    var reader = new FieldReader(in);
    var error = new String[] {""};
    reader.map(
        name -> {
          if (name.equals("Error")) {
            error[0] = reader.text();
          } else {
            reader.skip();
          }
        });
    return new StreamMessage.Failure(error[0]);
  }
}
