package praetor.http.net;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.http.Body;

/**
 * A streamed answer: its writer's thread on one side, the event loop on the other. The writer waits
 * while more than {@link #WAITING_MAX_BYTES} of its bytes have not gone out.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write shows as the end of its channel
final class BodyStream extends OutputStream {
  private static final Logger LOG = LoggerFactory.getLogger(BodyStream.class);

  /** What is gathered before it becomes a chunk. */
  private static final int CHUNK_BYTES = 16 << 10;

  private static final int WAITING_MAX_BYTES = 128 << 10;

  /** Where chunks go. Called on the event loop only. */
  interface Sink {
    /** Writes and flushes one chunk. */
    ChannelFuture chunk(byte[] bytes);

    /** The body is complete. */
    void complete();

    /** The body broke off: the client must not take it for complete. */
    void broken();
  }

  private final EventLoop loop;
  private final Sink sink;
  private @Nullable Thread writer;
  private byte[] gathered = new byte[1_024];
  private int length;
  private int waiting;
  private boolean gone;

  BodyStream(EventLoop loop, Sink sink) {
    this.loop = loop;
    this.sink = sink;
  }

  void start(Body.Writer body) {
    var thread = Thread.ofVirtual().name("http-stream").unstarted(() -> run(body));
    writer = thread;
    thread.start();
  }

  /** The client has gone: wakes the writer. */
  synchronized void gone() {
    gone = true;
    if (writer != null) {
      writer.interrupt();
    }
    notifyAll();
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int start, int count) throws IOException {
    for (int done = 0; done < count; ) {
      if (length == CHUNK_BYTES) {
        flush();
      }
      int part = Math.min(count - done, CHUNK_BYTES - length);
      if (length + part > gathered.length) {
        gathered = Arrays.copyOf(gathered, CHUNK_BYTES);
      }
      System.arraycopy(bytes, start + done, gathered, length, part);
      length += part;
      done += part;
    }
  }

  @Override
  public void flush() throws IOException {
    if (length == 0) {
      return;
    }
    var chunk = Arrays.copyOf(gathered, length);
    length = 0;
    awaitRoom(chunk.length);
    execute(() -> sink.chunk(chunk).addListener(_ -> written(chunk.length)));
  }

  private synchronized void awaitRoom(int more) throws IOException {
    try {
      while (!gone && waiting > WAITING_MAX_BYTES) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("interrupted while writing a response");
      interrupted.initCause(e);
      throw interrupted;
    }
    if (gone) {
      throw new IOException("the client has gone");
    }
    waiting += more;
  }

  private synchronized void written(int bytes) {
    waiting -= bytes;
    notifyAll();
  }

  private synchronized boolean isGone() {
    return gone;
  }

  private void run(Body.Writer body) {
    try {
      body.writeTo(this);
      flush();
      execute(sink::complete);
    } catch (Exception e) {
      if (!isGone()) {
        LOG.warn("a streamed response broke off", e);
      }
      execute(sink::broken);
    }
  }

  private void execute(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException _) {
      gone();
    }
  }
}
