package praetor.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Finds the end of HTTP/1.1 answers and their status, and skips their bodies.
 *
 * <p>States: HEAD, then LENGTH for a counted body, or CHUNK_SIZE and CHUNK in turn, then TRAILER.
 * Source: RFC 9112 section 6.
 */
final class AnswerParser {

  private enum State {
    HEAD,
    LENGTH,
    CHUNK_SIZE,
    CHUNK,
    TRAILER
  }

  private static final int LINE_FEEDS_AT_END = 2;

  /** Behind {@code HTTP/1.1} and a blank. */
  private static final int STATUS_AT = 9;

  /** The bit that makes a letter small, and that digits and the signs in names have anyway. */
  private static final int SMALL = 0x20;

  private static final byte[] CONTENT_LENGTH = "content-length: ".getBytes(US_ASCII);
  private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(US_ASCII);

  private byte[] head = new byte[1_024];
  private int headBytes;
  private State state = State.HEAD;
  private int lineFeeds;
  private long left;
  private int status;
  private long bodyBytes;

  /** Status of the answer that ended last. */
  int status() {
    return status;
  }

  /** Bytes of all bodies so far, with the line ends of chunks. */
  long bodyBytes() {
    return bodyBytes;
  }

  /** Consumes bytes up to the end of an answer; whether that end was reached. */
  boolean feed(ByteBuffer in) {
    while (in.hasRemaining()) {
      boolean ended =
          switch (state) {
            case HEAD -> head(in);
            case LENGTH -> skip(in) && end();
            case CHUNK_SIZE -> chunkSize(in);
            case CHUNK -> chunk(in);
            case TRAILER -> trailer(in);
          };
      if (ended) {
        return true;
      }
    }
    return false;
  }

  private boolean head(ByteBuffer in) {
    int from = headBytes;
    if (from == head.length) {
      head = Arrays.copyOf(head, 2 * from);
    }
    int taken = Math.min(in.remaining(), head.length - from);
    in.get(head, from, taken);
    headBytes += taken;
    for (int at = from; at < headBytes; at++) {
      byte b = head[at];
      if (b == '\n') {
        if (++lineFeeds == LINE_FEEDS_AT_END) {
          // What follows is the body's.
          in.position(in.position() - (headBytes - at - 1));
          headBytes = 0;
          return headDone(at);
        }
      } else if (b != '\r') {
        lineFeeds = 0;
      }
    }
    return false;
  }

  private boolean headDone(int end) {
    lineFeeds = 0;
    left = 0;
    status = (int) number(STATUS_AT);
    state = State.LENGTH;
    for (int at = 0; at < end; at++) {
      if (head[at] == '\n' && begins(at + 1, end, CONTENT_LENGTH)) {
        left = number(at + 1 + CONTENT_LENGTH.length);
      } else if (head[at] == '\n' && begins(at + 1, end, CHUNKED)) {
        state = State.CHUNK_SIZE;
      }
    }
    return state == State.LENGTH && left == 0 && end();
  }

  /** Whether a line begins with a text of small letters, whatever its own letters are. */
  private boolean begins(int line, int end, byte[] text) {
    boolean same = line + text.length <= end;
    for (int i = 0; same && i < text.length; i++) {
      same = (head[line + i] | SMALL) == text[i];
    }
    return same;
  }

  private long number(int start) {
    long number = 0;
    for (int at = start; head[at] >= '0' && head[at] <= '9'; at++) {
      number = number * 10 + head[at] - '0';
    }
    return number;
  }

  private boolean chunkSize(ByteBuffer in) {
    byte b = in.get();
    if (b == '\n') {
      state = left == 0 ? State.TRAILER : State.CHUNK;
      lineFeeds = 1;
      // The line end after the chunk belongs to it.
      left += 2;
    } else if (b != '\r') {
      left = left * 16 + Character.digit(b, 16);
    }
    return false;
  }

  private boolean chunk(ByteBuffer in) {
    if (skip(in)) {
      state = State.CHUNK_SIZE;
    }
    return false;
  }

  private boolean trailer(ByteBuffer in) {
    byte b = in.get();
    if (b == '\n') {
      return ++lineFeeds == LINE_FEEDS_AT_END && end();
    }
    if (b != '\r') {
      lineFeeds = 0;
    }
    return false;
  }

  private boolean skip(ByteBuffer in) {
    int bytes = (int) Math.min(left, in.remaining());
    in.position(in.position() + bytes);
    left -= bytes;
    bodyBytes += bytes;
    return left == 0;
  }

  private boolean end() {
    state = State.HEAD;
    lineFeeds = 0;
    left = 0;
    return true;
  }
}
