package praetor.gossip.net;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import praetor.gossip.wire.StreamCodec;
import praetor.gossip.wire.StreamMessage;
import praetor.model.DecodeException;

/**
 * What the streams of a member may hold together: strangers can open them, and a small message can
 * stand for a large one. Safe for any thread.
 */
final class StreamMemory {
  private final Semaphore received;
  private final int plainBytesMax;
  private final ReentrantLock decoding = new ReentrantLock();

  /**
   * @param heapBytes what there is for everything
   */
  StreamMemory(long heapBytes) {
    // What has come is held up to three times while it grows and is taken apart.
    received = new Semaphore(Math.clamp(heapBytes / 16, 2 << 20, 256 << 20));
    plainBytesMax = (int) Math.min(Integer.MAX_VALUE, heapBytes / 8);
  }

  /** Counts in what has come. */
  void take(int bytes) throws DecodeException {
    if (!received.tryAcquire(bytes)) {
      throw new DecodeException("too much is being received at the same time");
    }
  }

  void give(int bytes) {
    received.release(bytes);
  }

  /** Takes a message apart, one at a time: there is memory for one that grows. */
  StreamMessage decode(StreamCodec codec, byte[] message) throws DecodeException {
    decoding.lock();
    try {
      return codec.decode(message, plainBytesMax);
    } finally {
      decoding.unlock();
    }
  }
}
