package praetor.agent.rpc.net;

import java.io.IOException;
import praetor.agent.rpc.stream.ByteStream;
import praetor.agent.rpc.stream.Deadline;
import praetor.model.Bytes;

/** Sends a header and a body. */
final class Messages {
  /** A larger body is sent by itself rather than copied. */
  private static final int JOINED_BYTES_MAX = 32 << 10;

  private Messages() {}

  static void send(ByteStream stream, byte[] header, Bytes body, Deadline deadline)
      throws IOException {
    if (body.length() > JOINED_BYTES_MAX) {
      stream.send(header, 0, header.length, deadline);
      stream.send(body.array(), 0, body.length(), deadline);
      return;
    }
    var both = new byte[header.length + body.length()];
    System.arraycopy(header, 0, both, 0, header.length);
    System.arraycopy(body.array(), 0, both, header.length, body.length());
    stream.send(both, 0, both.length, deadline);
  }
}
