package praetor.gossip.wire;

import java.nio.charset.StandardCharsets;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/** The label header: byte 244, the length, the text. */
final class Labels {
  private static final int HEADER_BYTES = 2;

  private final Bytes label;

  Labels(String label) {
    this.label = Bytes.owned(label.getBytes(StandardCharsets.US_ASCII));
  }

  byte[] bytes() {
    return label.array();
  }

  /** How many bytes the header has. */
  int size() {
    return label.isEmpty() ? 0 : HEADER_BYTES + label.length();
  }

  byte[] prepend(byte[] rest) {
    if (label.isEmpty()) {
      return rest;
    }
    var whole = new byte[size() + rest.length];
    whole[0] = (byte) MessageType.LABEL;
    whole[1] = (byte) label.length();
    System.arraycopy(label.array(), 0, whole, HEADER_BYTES, label.length());
    System.arraycopy(rest, 0, whole, size(), rest.length);
    return whole;
  }

  /** Checks the label before the rest, and returns where the rest begins. */
  int check(byte[] whole, int length) throws DecodeException {
    boolean labelled = length > 0 && (whole[0] & 0xff) == MessageType.LABEL;
    if (!labelled) {
      return accept("", 0);
    }
    int size = length > 1 ? whole[1] & 0xff : 0;
    if (size == 0 || length < HEADER_BYTES + size) {
      throw new DecodeException("label header is cut off");
    }
    var text = new String(whole, HEADER_BYTES, size, StandardCharsets.ISO_8859_1);
    return accept(text, HEADER_BYTES + size);
  }

  private int accept(String found, int after) throws DecodeException {
    if (!found.equals(label.utf8())) {
      throw new DecodeException("discarding packet with unacceptable label \"" + found + "\"");
    }
    return after;
  }
}
