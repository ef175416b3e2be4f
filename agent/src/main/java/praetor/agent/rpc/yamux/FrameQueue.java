package praetor.agent.rpc.yamux;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import praetor.agent.rpc.stream.Deadline;
import praetor.model.Bytes;

/**
 * Frames on their way to a connection, in order. Whoever has data waits for room; frames without
 * data never wait, because the thread that reads the connection sends them too, and a peer that
 * makes it send more than {@link #CONTROL_MAX} without reading them is cut off. Safe for any
 * thread.
 */
final class FrameQueue {
  /** Four windows: enough to keep a connection busy. */
  private static final long DATA_BYTES_MAX = 1 << 20;

  private static final int CONTROL_MAX = 8_192;

  /** A frame; {@code content} is read from {@code from} to {@code to}. */
  record Outgoing(FrameHeader header, Bytes content, int from, int to) {}

  private ArrayDeque<Outgoing> frames = new ArrayDeque<>();
  private long dataBytes;
  private int control;
  private boolean finished;

  /** Adds a frame without data; false when there are too many, or no more are taken. */
  synchronized boolean addControl(FrameHeader header) {
    if (finished || control >= CONTROL_MAX) {
      return false;
    }
    control++;
    add(new Outgoing(header, Bytes.EMPTY, 0, 0));
    return true;
  }

  /** Adds a data frame when there is room. */
  synchronized void addData(int stream, byte[] content, int from, int to, Deadline deadline)
      throws IOException {
    while (!finished && dataBytes >= DATA_BYTES_MAX) {
      deadline.await(this);
    }
    if (finished) {
      throw new IOException(YamuxSession.SHUTDOWN);
    }
    dataBytes += to - from;
    add(new Outgoing(FrameHeader.data(stream, to - from), Bytes.owned(content), from, to));
  }

  private void add(Outgoing frame) {
    frames.add(frame);
    notifyAll();
  }

  /** Takes no more frames after this one. */
  synchronized void finish(FrameHeader last) {
    if (!finished) {
      frames.add(new Outgoing(last, Bytes.EMPTY, 0, 0));
      finished = true;
      notifyAll();
    }
  }

  /** Takes no more frames and forgets those that wait. */
  synchronized void abandon() {
    frames = new ArrayDeque<>();
    finished = true;
    notifyAll();
  }

  /** Waits for frames and hands out all there are; none when no more will come. */
  synchronized List<Outgoing> take() throws IOException {
    while (frames.isEmpty() && !finished) {
      // Ends with the session, whose keep-alive has a deadline.
      Deadline.NEVER.await(this);
    }
    var taken = new ArrayList<>(frames);
    frames.clear();
    dataBytes = 0;
    control = 0;
    notifyAll();
    return taken;
  }
}
