package praetor.agent.rpc.grpc;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import praetor.model.Bytes;
import praetor.raft.Connection;

/** Sends and receives HTTP/2 frames as they are. */
final class H2Client {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GO_AWAY = 7;
  static final int WINDOW_UPDATE = 8;

  private final Connection connection;
  private final DataInputStream in;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  record Frame(int type, int flags, int stream, Bytes content) {}

  H2Client(Connection connection, byte[] settings) throws IOException {
    this.connection = connection;
    in = new DataInputStream(connection.input());
    write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(SETTINGS, 0, 0, settings);
  }

  void write(byte[] bytes) throws IOException {
    connection.output().write(bytes);
    connection.output().flush();
  }

  void frame(int type, int flags, int stream, byte[] content) throws IOException {
    write(
        ByteBuffer.allocate(9 + content.length)
            .put((byte) (content.length >> 16))
            .putShort((short) content.length)
            .put((byte) type)
            .put((byte) flags)
            .putInt(stream)
            .put(content)
            .array());
  }

  /** A request of one message, with literal header fields. */
  void request(int stream, String path, Bytes message) throws IOException {
    var fields = new ByteArrayOutputStream();
    for (var text :
        new String[] {
          ":method", "POST", ":scheme", "http", ":path", path, "content-type", "application/grpc"
        }) {
      if (text.equals(":method")
          || text.equals(":scheme")
          || text.equals(":path")
          || text.equals("content-type")) {
        fields.write(0);
      }
      fields.write(text.length());
      fields.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
    frame(HEADERS, 4, stream, fields.toByteArray());
    message(stream, message);
  }

  void message(int stream, Bytes message) throws IOException {
    frame(
        DATA,
        1,
        stream,
        ByteBuffer.allocate(5 + message.length())
            .put((byte) 0)
            .putInt(message.length())
            .put(message.array())
            .array());
  }

  /** The next frame; SETTINGS and window updates are passed over. */
  Frame next() throws IOException {
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      var content = in.readNBytes(length);
      if (type != SETTINGS && type != WINDOW_UPDATE) {
        return new Frame(type, flags, stream, Bytes.owned(content));
      }
    }
  }

  /** The header fields that come next, as text. */
  String fields() throws IOException {
    var frame = next();
    if (frame.type() != HEADERS) {
      throw new IOException("no header fields but " + frame);
    }
    try {
      var bytes = Unpooled.wrappedBuffer(frame.content().array());
      var text = new StringBuilder();
      for (var field : decoder.decodeHeaders(frame.stream(), bytes)) {
        text.append(field.getKey()).append('=').append(field.getValue()).append(' ');
      }
      return text.toString().trim();
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
  }

  /** The message that comes next. */
  Bytes message() throws IOException {
    while (true) {
      var message = whole();
      if (message.isPresent()) {
        return message.get();
      }
      var frame = next();
      if (frame.type() != DATA) {
        throw new IOException("no data but " + frame);
      }
      data.writeBytes(frame.content().array());
    }
  }

  private Optional<Bytes> whole() {
    var bytes = ByteBuffer.wrap(data.toByteArray());
    if (bytes.remaining() < 5 || bytes.remaining() - 5 < bytes.getInt(1)) {
      return Optional.empty();
    }
    var message = new byte[bytes.getInt(1)];
    bytes.position(5).get(message);
    var rest = new byte[bytes.remaining()];
    bytes.get(rest);
    data.reset();
    data.writeBytes(rest);
    return Optional.of(Bytes.owned(message));
  }
}
