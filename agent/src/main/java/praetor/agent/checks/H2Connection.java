package praetor.agent.checks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import praetor.model.Bytes;

/**
 * As much of an HTTP/2 client as probes need: a ping, and one request whose answer is small.
 *
 * <p>Source: RFC 9113; header fields are sent as literals without Huffman codes, RFC 7541 section
 * 6.2.2. Used by one thread.
 */
final class H2Connection {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int FRAME_HEAD_BYTES = 9;

  /** What a peer may send before it is told otherwise. Source: RFC 9113 section 4.2. */
  private static final int FRAME_MAX_BYTES = 16_384;

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int STREAM = 1;
  private static final byte[] PING_CONTENT = new byte[8];

  private final ProbeSocket socket;
  private final byte[] buffer = new byte[8_192];
  private int next;
  private int end;

  private record Frame(int type, int flags, int stream, Bytes content) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  private H2Connection(ProbeSocket socket) {
    this.socket = socket;
  }

  /** Begins HTTP/2 on a connection, knowing that the server speaks it. */
  static H2Connection open(ProbeSocket socket) throws ProbeException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(PREFACE);
    out.writeBytes(frame(SETTINGS, 0, 0, new byte[0]));
    socket.write(out.toByteArray());
    return new H2Connection(socket);
  }

  /** Sends a ping and waits for its answer. */
  void ping() throws ProbeException {
    socket.write(frame(PING, 0, 0, PING_CONTENT));
    while (true) {
      var frame = receive();
      if (frame.type() == PING && frame.has(ACK)) {
        return;
      }
    }
  }

  /** Sends a request and gives the content of its answer, without its header fields. */
  byte[] request(List<Map.Entry<String, String>> fields, byte[] content) throws ProbeException {
    socket.write(frame(HEADERS, END_HEADERS, STREAM, literals(fields)));
    socket.write(frame(DATA, END_STREAM, STREAM, content));
    var answer = new ByteArrayOutputStream();
    while (true) {
      var frame = receive();
      if (frame.stream() == STREAM) {
        if (frame.type() == RST_STREAM) {
          return answer.toByteArray();
        }
        if (frame.type() == DATA) {
          answer.writeBytes(frame.content().array());
        }
        if (frame.has(END_STREAM) && (frame.type() == DATA || frame.type() == HEADERS)) {
          return answer.toByteArray();
        }
      }
    }
  }

  /** The next frame that is not about the connection itself. */
  private Frame receive() throws ProbeException {
    var head = ByteBuffer.wrap(bytes(FRAME_HEAD_BYTES));
    int length = (head.get() & 0xff) << 16 | (head.get() & 0xff) << 8 | head.get() & 0xff;
    int type = head.get() & 0xff;
    int flags = head.get() & 0xff;
    int stream = head.getInt() & Integer.MAX_VALUE;
    if (length > FRAME_MAX_BYTES) {
      throw new ProbeException(
          "http2: failed reading the frame payload: http2: frame too large"
              + (looksLikeHttp1(length, type)
                  ? ", note that the frame header looked like an HTTP/1.1 header"
                  : ""));
    }
    var frame = new Frame(type, flags, stream, Bytes.owned(bytes(length)));
    if (type == SETTINGS && !frame.has(ACK)) {
      socket.write(frame(SETTINGS, ACK, 0, new byte[0]));
    } else if (type == PING && !frame.has(ACK)) {
      socket.write(frame(PING, ACK, 0, frame.content().array()));
    } else if (type == GOAWAY) {
      throw new ProbeException("http2: server sent GOAWAY and closed the connection");
    }
    return frame;
  }

  private static boolean looksLikeHttp1(int length, int type) {
    return length == 0x485454 && type == 'P';
  }

  private byte[] bytes(int count) throws ProbeException {
    var bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      if (next == end) {
        next = 0;
        end = Math.max(0, socket.read(buffer));
        if (end == 0) {
          throw new ProbeException("EOF");
        }
      }
      bytes[i] = buffer[next++];
    }
    return bytes;
  }

  private static byte[] frame(int type, int flags, int stream, byte[] content) {
    return ByteBuffer.allocate(FRAME_HEAD_BYTES + content.length)
        .put((byte) (content.length >> 16))
        .put((byte) (content.length >> 8))
        .put((byte) content.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(content)
        .array();
  }

  private static byte[] literals(List<Map.Entry<String, String>> fields) throws ProbeException {
    var out = new ByteArrayOutputStream();
    for (var field : fields) {
      out.write(0);
      literal(field.getKey(), out);
      literal(field.getValue(), out);
    }
    return out.toByteArray();
  }

  private static void literal(String text, ByteArrayOutputStream out) throws ProbeException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    int shortMax = 0x7f;
    if (bytes.length < shortMax) {
      out.write(bytes.length);
    } else if (bytes.length - shortMax < FRAME_MAX_BYTES / 2) {
      out.write(shortMax);
      int rest = bytes.length - shortMax;
      for (; rest >= 0x80; rest >>= 7) {
        out.write(rest & 0x7f | 0x80);
      }
      out.write(rest);
    } else {
      throw new ProbeException("http2: header field too large");
    }
    out.writeBytes(bytes);
  }
}
