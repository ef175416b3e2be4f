package praetor.dns.net;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.dns.Answers;
import praetor.dns.Transport;

/**
 * The questions of one connection, each with its length before it. Those whose answers need waiting
 * are worked on side by side, so answers may come in another order.
 *
 * <p>Source: RFC 7766 sections 6.2.1.1 and 7.
 */
final class TcpConnection {
  private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

  private final Socket socket;
  private final AnswersFactory factory;
  private final Semaphore pipeline;
  private final int pipelineMax;
  private final int idleMs;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile long progressNanos = System.nanoTime();

  TcpConnection(Socket socket, AnswersFactory factory, DnsLimits limits) {
    this.socket = socket;
    this.factory = factory;
    this.pipelineMax = limits.pipelineMax();
    this.pipeline = new Semaphore(pipelineMax);
    this.idleMs = (int) limits.idle().toMillis();
  }

  /** Returns when the asker has left; the last answers are still on their way then. */
  void run() throws IOException {
    socket.setSoTimeout(idleMs);
    socket.setTcpNoDelay(true);
    var answers = factory.create();
    var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    try {
      while (true) {
        var message = new byte[in.readUnsignedShort()];
        in.readFully(message);
        progressNanos = System.nanoTime();
        answer(answers, message);
      }
    } catch (EOFException _) {
      // The asker sends no more, but may still wait for answers.
      pipeline.acquireUninterruptibly(pipelineMax);
    }
  }

  /** Whether nothing was read or written for twice the idle time. */
  boolean isStuck() {
    return System.nanoTime() - progressNanos > 2_000_000L * idleMs;
  }

  void close() {
    DnsServer.closeQuietly(socket);
  }

  private void answer(Answers answers, byte[] message) throws IOException {
    switch (ask(answers, message, false)) {
      case ANSWERED -> send(answers);
      case SILENT -> {}
      case MUST_WAIT -> answerLater(message);
    }
  }

  private Answers.Result ask(Answers answers, byte[] message, boolean mayWait) {
    long start = System.nanoTime();
    var result =
        answers.answer(message, message.length, Transport.TCP, socket.getInetAddress(), mayWait);
    if (result == Answers.Result.ANSWERED) {
      factory.answered(answers, start);
    }
    return result;
  }

  private void answerLater(byte[] message) {
    pipeline.acquireUninterruptibly();
    Thread.ofVirtual()
        .name("dns-tcp-waiting")
        .start(
            () -> {
              try {
                answerWaiting(message);
              } finally {
                pipeline.release();
              }
            });
  }

  private void answerWaiting(byte[] message) {
    try {
      var answers = factory.create();
      if (ask(answers, message, true) == Answers.Result.ANSWERED) {
        send(answers);
      }
    } catch (IOException e) {
      LOG.trace("a DNS connection ended", e);
    } catch (RuntimeException e) {
      LOG.error("a DNS question over TCP could not be answered", e);
    }
  }

  private void send(Answers answers) throws IOException {
    int length = answers.length();
    var frame = new byte[length + 2];
    frame[0] = (byte) (length >> 8);
    frame[1] = (byte) length;
    System.arraycopy(answers.bytes(), 0, frame, 2, length);
    writing.lock();
    try {
      OutputStream out = socket.getOutputStream();
      out.write(frame);
      out.flush();
      progressNanos = System.nanoTime();
    } finally {
      writing.unlock();
    }
  }
}
