package praetor.agent.rpc.yamux;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import praetor.raft.Connection;

/** Two connections that end at each other, in memory. */
public final class Pipe {
  private static final int CAPACITY_BYTES = 64 << 10;

  private final Direction forth = new Direction();
  private final Direction back = new Direction();

  public Connection left() {
    return end(back, forth, "right");
  }

  public Connection right() {
    return end(forth, back, "left");
  }

  private Connection end(Direction in, Direction out, String remote) {
    return new Connection() {
      @Override
      public InputStream input() {
        return in.in;
      }

      @Override
      public OutputStream output() {
        return out.out;
      }

      @Override
      public String remote() {
        return remote;
      }

      @Override
      public void close() {
        in.close();
        out.close();
      }
    };
  }

  /** A bounded queue of bytes. */
  private static final class Direction {
    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    private int queued;
    private int at;
    private boolean closed;

    final InputStream in =
        new InputStream() {
          @Override
          public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return length == 0 ? 0 : take(into, from, length);
          }
        };

    final OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            var copy = new byte[length];
            System.arraycopy(bytes, from, copy, 0, length);
            put(copy);
          }
        };

    private synchronized int take(byte[] into, int from, int length) throws IOException {
      try {
        while (chunks.isEmpty()) {
          if (closed) {
            return -1;
          }
          wait();
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      var first = chunks.getFirst();
      int n = Math.min(length, first.length - at);
      System.arraycopy(first, at, into, from, n);
      at += n;
      if (at == first.length) {
        chunks.removeFirst();
        at = 0;
      }
      queued -= n;
      notifyAll();
      return n;
    }

    private synchronized void put(byte[] bytes) throws IOException {
      try {
        while (queued >= CAPACITY_BYTES && !closed) {
          wait();
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (closed) {
        throw new IOException("closed");
      }
      if (bytes.length > 0) {
        chunks.add(bytes);
        queued += bytes.length;
        notifyAll();
      }
    }

    private synchronized void close() {
      closed = true;
      notifyAll();
    }
  }
}
