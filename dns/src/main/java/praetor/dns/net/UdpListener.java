package praetor.dns.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.dns.Answers;
import praetor.dns.Transport;

/**
 * Answers the datagrams of one address on a platform thread of its own. A question whose answer
 * needs waiting goes to a virtual thread.
 */
final class UdpListener {
  private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);

  /** Largest datagram. */
  private static final int DATAGRAM_MAX_BYTES = 65_535;

  private final DatagramChannel channel;
  private final AnswersFactory factory;
  private final Semaphore waiting;

  UdpListener(DatagramChannel channel, AnswersFactory factory, DnsLimits limits) {
    this.channel = channel;
    this.factory = factory;
    this.waiting = new Semaphore(limits.waitingMax());
  }

  void start() {
    Thread.ofPlatform()
        .daemon()
        .name("dns-udp-" + channel.socket().getLocalPort())
        .start(this::run);
  }

  void close() {
    DnsServer.closeQuietly(channel);
  }

  private void run() {
    var answers = factory.create();
    var in = ByteBuffer.allocateDirect(DATAGRAM_MAX_BYTES);
    var out = ByteBuffer.allocateDirect(DATAGRAM_MAX_BYTES);
    var message = new byte[DATAGRAM_MAX_BYTES];
    while (channel.isOpen()) {
      try {
        in.clear();
        var client = channel.receive(in);
        in.flip();
        int size = in.remaining();
        in.get(message, 0, size);
        answer(answers, message, size, (InetSocketAddress) client, out);
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException e) {
        // One asker cannot be reached: the others can.
        LOG.debug("DNS over UDP failed", e);
      } catch (RuntimeException e) {
        LOG.error("a DNS question over UDP could not be answered", e);
      }
    }
  }

  private void answer(
      Answers answers, byte[] message, int size, InetSocketAddress client, ByteBuffer out)
      throws IOException {
    long start = System.nanoTime();
    switch (answers.answer(message, size, Transport.UDP, client.getAddress(), false)) {
      case ANSWERED -> {
        factory.answered(answers, start);
        out.clear();
        out.put(answers.bytes(), 0, answers.length()).flip();
        channel.send(out, client);
      }
      case SILENT -> {}
      case MUST_WAIT -> answerLater(Arrays.copyOf(message, size), client);
    }
  }

  private void answerLater(byte[] message, InetSocketAddress client) {
    if (!waiting.tryAcquire()) {
      LOG.debug("too many DNS questions wait for lookups and recursors: one is dropped");
      return;
    }
    Thread.ofVirtual()
        .name("dns-udp-waiting")
        .start(
            () -> {
              try {
                answerWaiting(message, client);
              } finally {
                waiting.release();
              }
            });
  }

  private void answerWaiting(byte[] message, InetSocketAddress client) {
    long start = System.nanoTime();
    try {
      var answers = factory.create();
      var result =
          answers.answer(message, message.length, Transport.UDP, client.getAddress(), true);
      if (result == Answers.Result.ANSWERED) {
        factory.answered(answers, start);
        send(ByteBuffer.wrap(answers.bytes(), 0, answers.length()), client);
      }
    } catch (IOException e) {
      LOG.debug("DNS over UDP failed", e);
    } catch (RuntimeException e) {
      LOG.error("a DNS question over UDP could not be answered", e);
    }
  }

  private void send(ByteBuffer answer, SocketAddress client) throws IOException {
    if (channel.isOpen()) {
      channel.send(answer, client);
    }
  }
}
