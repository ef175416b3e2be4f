package praetor.gossip.wire;

/**
 * How packets and streams are framed in one pool.
 *
 * @param label text that all members of the pool put before everything; empty means none
 * @param verifyIncoming with keys: what cannot be decrypted is dropped, not taken for plain text
 * @param verifyOutgoing with keys: send encrypted
 * @param compressStreams send push/pulls compressed
 * @param encryptionVersion 1, or 0 in pools of protocol version 1
 */
public record WireOptions(
    String label,
    boolean verifyIncoming,
    boolean verifyOutgoing,
    boolean compressStreams,
    int encryptionVersion) {
  /** Source: Consul agents set no label and verify both ways. */
  public static final WireOptions DEFAULT = new WireOptions("", true, true, true, 1);

  private static final int LABEL_MAX_BYTES = 255;

  public WireOptions {
    if (label.length() > LABEL_MAX_BYTES || !label.chars().allMatch(c -> c < 0x80)) {
      throw new IllegalArgumentException("label must be at most 255 ASCII characters");
    }
  }

  public WireOptions withLabel(String changed) {
    return new WireOptions(
        changed, verifyIncoming, verifyOutgoing, compressStreams, encryptionVersion);
  }

  public WireOptions withVerify(boolean incoming, boolean outgoing) {
    return new WireOptions(label, incoming, outgoing, compressStreams, encryptionVersion);
  }
}
