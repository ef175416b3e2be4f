package praetor.agent.rpc.wire;

import praetor.model.DecodeException;

/**
 * Finds where a MessagePack value ends, in bytes that arrive piece by piece: each byte is looked at
 * once. It reserves nothing, whatever lengths the bytes claim. Owned by one thread.
 */
public final class ValueScanner {
  /** As deep as {@link praetor.model.codec.PackReader} reads. */
  private static final int DEPTH_MAX = 200;

  // Values still to come in each list or map around the present place; the first is the value.
  private final long[] toCome = new long[DEPTH_MAX + 1];
  private int depth;
  // Bytes still to come of the present value's content.
  private long content;
  // Bytes still to come of a length, what was read of it, and what it will be the length of.
  private int lengthBytes;
  private long length;
  private Holder holder = Holder.RAW;

  private enum Holder {
    RAW,
    LIST,
    MAP
  }

  public ValueScanner() {
    toCome[0] = 1;
  }

  public boolean isComplete() {
    return depth == 0 && toCome[0] == 0 && content == 0 && lengthBytes == 0;
  }

  /**
   * Looks at more bytes.
   *
   * @return the place after the last byte that belongs to the value; {@code to} unless complete
   */
  public int scan(byte[] bytes, int from, int to) throws DecodeException {
    int at = from;
    while (at < to && !isComplete()) {
      if (content > 0) {
        int passed = (int) Math.min(content, to - at);
        content -= passed;
        at += passed;
      } else if (lengthBytes > 0) {
        length = length << 8 | bytes[at++] & 0xff;
        if (--lengthBytes == 0) {
          begin(holder, length);
        }
      } else {
        head(bytes[at++] & 0xff);
      }
      leave();
    }
    return at;
  }

  private void head(int head) throws DecodeException {
    toCome[depth]--;
    if (head < 0x80 || head >= 0xe0 || head == 0xc0 || head == 0xc2 || head == 0xc3) {
      return;
    }
    if (head < 0x90) {
      begin(Holder.MAP, head & 0xf);
    } else if (head < 0xa0) {
      begin(Holder.LIST, head & 0xf);
    } else if (head < 0xc0) {
      begin(Holder.RAW, head & 0x1f);
    } else {
      longHead(head);
    }
  }

  private void longHead(int head) throws DecodeException {
    switch (head) {
      case 0xcc, 0xd0 -> content = 1;
      case 0xcd, 0xd1 -> content = 2;
      case 0xca, 0xce, 0xd2 -> content = 4;
      case 0xcb, 0xcf, 0xd3 -> content = 8;
      case 0xc4, 0xd9 -> await(Holder.RAW, 1);
      case 0xc5, 0xda -> await(Holder.RAW, 2);
      case 0xc6, 0xdb -> await(Holder.RAW, 4);
      case 0xdc -> await(Holder.LIST, 2);
      case 0xdd -> await(Holder.LIST, 4);
      case 0xde -> await(Holder.MAP, 2);
      case 0xdf -> await(Holder.MAP, 4);
      default ->
          throw new DecodeException("unknown MessagePack byte 0x" + Integer.toHexString(head));
    }
  }

  private void await(Holder of, int bytes) {
    holder = of;
    length = 0;
    lengthBytes = bytes;
  }

  private void begin(Holder of, long size) throws DecodeException {
    switch (of) {
      case RAW -> content = size;
      case LIST -> enter(size);
      case MAP -> enter(2 * size);
    }
  }

  private void enter(long values) throws DecodeException {
    if (depth == DEPTH_MAX) {
      throw new DecodeException("MessagePack nested too deeply");
    }
    toCome[++depth] = values;
  }

  private void leave() {
    while (depth > 0 && toCome[depth] == 0 && content == 0 && lengthBytes == 0) {
      depth--;
    }
  }
}
