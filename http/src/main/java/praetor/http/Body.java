package praetor.http;

import java.io.IOException;
import java.io.OutputStream;

/** What an answer carries after its headers. */
public sealed interface Body {
  Body EMPTY = new Body.Bytes(new byte[0]);

  /**
   * Bytes of this answer alone.
   *
   * @param bytes handed over: must not change any more
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // compared by nobody; a copy per answer is what we avoid
  record Bytes(byte[] bytes) implements Body {}

  /** Bytes that many answers share. */
  record Shared(SharedBytes bytes) implements Body {}

  /** Written piece by piece while the client reads: logs, snapshots. */
  record Stream(Writer writer) implements Body {}

  /** Writes a streamed body on a virtual thread of its own. */
  interface Writer {
    /**
     * Returns when the body is complete. {@code out} holds data back until it has a chunk's worth
     * or is flushed, waits while the client is slower than the writer, and throws when the client
     * has gone; then the thread is interrupted too, so that a writer waiting for news ends. An
     * exception cuts the answer off.
     */
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }
}
