package praetor.gossip.wire;

import praetor.model.DecodeException;

/**
 * Finds the end of one MessagePack value in bytes that arrive bit by bit, without reading it twice.
 *
 * <p>It counts values that are still to come and bytes of the current one that are still to pass.
 */
final class PackSkimmer {
  /** More values than that in one map are hostile: a push/pull has few fields. */
  private static final long PENDING_MAX = 1L << 24;

  private long pending = 1;
  private long passing;
  // Bytes of a length that are still to come, what they mean, and what came of them.
  private int lengthBytes;
  private Then then = Then.PASS;
  private long length;

  private enum Then {
    PASS,
    LIST,
    MAP
  }

  /** Takes bytes until the value ends or they do; returns where it stopped. */
  int feed(byte[] in, int from, int to) throws DecodeException {
    int at = from;
    while (at < to && !isDone()) {
      if (passing > 0) {
        long step = Math.min(passing, to - at);
        passing -= step;
        at += (int) step;
      } else if (lengthBytes > 0) {
        takeLength(in[at++] & 0xff);
      } else {
        pending--;
        takeHead(in[at++] & 0xff);
      }
    }
    return at;
  }

  boolean isDone() {
    return pending == 0 && passing == 0 && lengthBytes == 0;
  }

  private void takeHead(int head) throws DecodeException {
    if (head < 0x80 || head >= 0xe0) {
      return;
    }
    if (head < 0x90) {
      expect(2L * (head & 0xf));
    } else if (head < 0xa0) {
      expect(head & 0xf);
    } else if (head < 0xc0) {
      passing = head & 0x1f;
    } else {
      takeLongHead(head);
    }
  }

  private void takeLongHead(int head) throws DecodeException {
    switch (head) {
      case 0xc0, 0xc2, 0xc3 -> {}
      case 0xcc, 0xd0 -> passing = 1;
      case 0xcd, 0xd1 -> passing = 2;
      case 0xca, 0xce, 0xd2 -> passing = 4;
      case 0xcb, 0xcf, 0xd3 -> passing = 8;
      case 0xc4, 0xd9 -> readLength(1, Then.PASS);
      case 0xc5, 0xda -> readLength(2, Then.PASS);
      case 0xc6, 0xdb -> readLength(4, Then.PASS);
      case 0xdc -> readLength(2, Then.LIST);
      case 0xdd -> readLength(4, Then.LIST);
      case 0xde -> readLength(2, Then.MAP);
      case 0xdf -> readLength(4, Then.MAP);
      default ->
          throw new DecodeException("unknown MessagePack byte 0x" + Integer.toHexString(head));
    }
  }

  private void readLength(int bytes, Then meaning) {
    lengthBytes = bytes;
    then = meaning;
    length = 0;
  }

  private void takeLength(int next) throws DecodeException {
    length = length << 8 | next;
    if (--lengthBytes > 0) {
      return;
    }
    switch (then) {
      case PASS -> passing = length;
      case LIST -> expect(length);
      case MAP -> expect(2 * length);
    }
  }

  private void expect(long values) throws DecodeException {
    pending += values;
    if (pending > PENDING_MAX) {
      throw new DecodeException("more than " + PENDING_MAX + " values");
    }
  }
}
