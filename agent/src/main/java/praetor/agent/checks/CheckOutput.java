package praetor.agent.checks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import praetor.agent.config.CheckDefinition;

/** How much of what a check says is kept. */
public final class CheckOutput {
  /** Bytes kept by default. Source: {@code check_output_max_size} of Consul. */
  public static final int MAX_BYTES = 4_096;

  private CheckOutput() {}

  /** The limit of one check, which can only be lower than the agent's. */
  public static int maxBytes(CheckDefinition definition, int agentMaxBytes) {
    return definition.outputMaxSize() > 0
        ? Math.min(definition.outputMaxSize(), agentMaxBytes)
        : agentMaxBytes;
  }

  /**
   * The beginning of a text that somebody reports, with a note when it was longer.
   *
   * <p>Source: Consul 1.21.4 on PUT /v1/agent/check/update.
   */
  public static String head(String text, int maxBytes) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= maxBytes) {
      return text;
    }
    return new String(bytes, 0, maxBytes, StandardCharsets.UTF_8)
        + " ... (captured "
        + maxBytes
        + " of "
        + bytes.length
        + " bytes)";
  }

  /** Keeps the last bytes of a stream. Safe for any thread. */
  public static final class Tail {
    private final byte[] ring;
    private long total;

    public Tail(int maxBytes) {
      this.ring = new byte[maxBytes];
    }

    public synchronized void add(byte[] bytes, int length) {
      for (int i = Math.max(0, length - ring.length); i < length; i++) {
        ring[(int) ((total + i) % ring.length)] = bytes[i];
      }
      total += length;
    }

    /** All that was added, also what is no longer kept. */
    public synchronized long totalBytes() {
      return total;
    }

    public synchronized byte[] bytes() {
      if (total <= ring.length) {
        return Arrays.copyOf(ring, (int) total);
      }
      int start = (int) (total % ring.length);
      var bytes = new byte[ring.length];
      System.arraycopy(ring, start, bytes, 0, ring.length - start);
      System.arraycopy(ring, 0, bytes, ring.length - start, start);
      return bytes;
    }

    public synchronized String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** What is kept of a program's output, with a note when that is not all. */
    public synchronized String captured() {
      var text = text();
      return total > ring.length
          ? "Captured " + ring.length + " of " + total + " bytes\n...\n" + text
          : text;
    }
  }
}
