package praetor.raft.net;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends frames in the order in which they were offered. One thread runs it; any thread may offer,
 * also before it runs, and never waits.
 */
final class FrameWriter {

  /** More than the replicator of one follower may have under way; a stuck connection is closed. */
  private static final long QUEUED_BYTES_MAX = 256L << 20;

  private final LinkedBlockingQueue<Frame.Outgoing> queue = new LinkedBlockingQueue<>();
  private final AtomicLong queuedBytes = new AtomicLong();

  /** False when too much is waiting. */
  boolean offer(Frame.Outgoing frame) {
    if (queuedBytes.addAndGet(frame.size()) > QUEUED_BYTES_MAX) {
      return false;
    }
    return queue.add(frame);
  }

  /** Writes until the stream fails or the thread is interrupted. */
  void run(DataOutputStream out) throws IOException, InterruptedException {
    while (true) {
      var frame = queue.take();
      while (frame != null) {
        frame.writeTo(out);
        queuedBytes.addAndGet(-frame.size());
        frame = queue.poll();
      }
      out.flush();
    }
  }
}
