package praetor.agent.metrics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends measurements as lines, many in a packet, from a thread of its own.
 *
 * <p>A collector that is away or slow costs lines, never time: the queue has a bound, and a failure
 * is logged once until sending works again.
 */
final class LineSink implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  /** Lines that wait; more are dropped. */
  private static final int LINES_MAX = 8_192;

  /** Source: Consul's packets; they fit an Ethernet frame. */
  private static final int PACKET_MAX_BYTES = 1_400;

  /** How long a line waits for others. Source: Consul's flush interval. */
  private static final long FLUSH_MS = 100;

  /** Pause after a failure. */
  private static final long RETRY_MS = 1_000;

  private final String name;
  private final LineFormat format;
  private final Wire wire;
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES_MAX);
  private final Thread sender;
  private boolean failing;

  /**
   * Starts to send.
   *
   * @param name of the collector, for the log
   */
  LineSink(String name, LineFormat format, Wire wire) {
    this.name = name;
    this.format = format;
    this.wire = wire;
    sender = Thread.ofPlatform().daemon().name("metrics-" + name).start(this::run);
  }

  @Override
  public void gauge(Series series, String host, double value) {
    put(format.gauge(series, host, value));
  }

  @Override
  public void counter(Series series, long value) {
    put(format.counter(series, value));
  }

  @Override
  public void sample(Series series, double value) {
    put(format.sample(series, value));
  }

  private void put(String line) {
    // A full queue drops the line: measuring must not slow down what is measured.
    var _ = lines.offer(line);
  }

  private void run() {
    try {
      var packet = new ByteArrayOutputStream(PACKET_MAX_BYTES);
      while (true) {
        var line = packet.size() == 0 ? lines.take() : lines.poll(FLUSH_MS, TimeUnit.MILLISECONDS);
        var bytes = (line == null ? "" : line + "\n").getBytes(StandardCharsets.UTF_8);
        if (packet.size() > 0
            && (line == null || packet.size() + bytes.length > PACKET_MAX_BYTES)) {
          send(packet);
        }
        packet.writeBytes(bytes);
      }
    } catch (InterruptedException closed) {
      wire.close();
    }
  }

  private void send(ByteArrayOutputStream packet) throws InterruptedException {
    try {
      wire.send(packet.toByteArray());
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        LOG.warn("Error sending metrics: sink={} error={}", name, e.getMessage());
      }
      Thread.sleep(RETRY_MS);
    }
    packet.reset();
  }

  @Override
  public void close() {
    sender.interrupt();
  }
}
