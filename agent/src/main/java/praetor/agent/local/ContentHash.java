package praetor.agent.local;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import praetor.model.NodeService;

/** A short hash of what a service says, by which readers wait for a change. */
final class ContentHash {
  private static final int BYTES = 8;

  private ContentHash() {}

  static String of(NodeService service) {
    return HexFormat.of().formatHex(sha256(NodeService.SHAPE.toPack(service)), 0, BYTES);
  }

  static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
