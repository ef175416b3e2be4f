package praetor.agent.rpc.stream;

import java.io.IOException;

/**
 * A two-way stream of bytes between agents. One thread may receive while another sends; {@link
 * #reset} and {@link #onEnd} are for any.
 */
public interface ByteStream {
  /**
   * Waits for the next bytes, which belong to the caller.
   *
   * @return empty when the other end sends no more
   * @throws java.net.SocketTimeoutException when the deadline passes
   * @throws IOException when the stream was cut off
   */
  byte[] receive(Deadline deadline) throws IOException;

  /**
   * Sends a part of an array that nobody changes any more; returns when it is on its way.
   *
   * @throws java.net.SocketTimeoutException when the deadline passes
   */
  void send(byte[] bytes, int from, int to, Deadline deadline) throws IOException;

  /** Sends no more; what the other end sends can still be received. */
  void closeOutput() throws IOException;

  /** Ends the stream in good order. */
  void close();

  /** Gives the stream up: both ends fail at once. */
  void reset();

  /**
   * Has an action run once when the stream is cut off, in place of the one named before; at once
   * when it already is.
   */
  void onEnd(Runnable action);

  /** The other end, for messages. */
  String remote();
}
