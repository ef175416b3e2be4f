package praetor.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.Locale;

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

  private final StringBuilder head = new StringBuilder(512);
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
    while (in.hasRemaining()) {
      byte b = in.get();
      head.append((char) b);
      if (b == '\n') {
        if (++lineFeeds == LINE_FEEDS_AT_END) {
          return headDone();
        }
      } else if (b != '\r') {
        lineFeeds = 0;
      }
    }
    return false;
  }

  private boolean headDone() {
    String text = head.toString();
    head.setLength(0);
    lineFeeds = 0;
    status = Integer.parseInt(text, 9, 12, 10);
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("\r\ntransfer-encoding: chunked")) {
      state = State.CHUNK_SIZE;
      left = 0;
      return false;
    }
    left = length(lower);
    state = State.LENGTH;
    return left == 0 && end();
  }

  private static long length(String head) {
    String name = "\r\ncontent-length: ";
    int at = head.indexOf(name);
    if (at < 0) {
      return 0;
    }
    int from = at + name.length();
    return Long.parseLong(head, from, head.indexOf('\r', from), 10);
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
