package praetor.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What collectors get over real sockets. */
@Timeout(30)
class SinksIT {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private static void measure(Sink sink) {
    sink.counter(Series.of("client.rpc"), 2);
    sink.sample(Series.of("kvs.apply"), 1.5);
    sink.gauge(Series.of("raft.peers"), "", 3);
  }

  private static String received(DatagramSocket socket) throws Exception {
    var packet = new DatagramPacket(new byte[2_000], 2_000);
    socket.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  @Test
  void statsdGetsDatagramsOfLines() throws Exception {
    try (var socket = new DatagramSocket(0, LOOPBACK);
        var sink =
            new LineSink(
                "statsd",
                new LineFormat.Statsd("consul"),
                new Wire.Udp("127.0.0.1", socket.getLocalPort()))) {
      measure(sink);
      assertThat(received(socket).lines())
          .containsExactly(
              "consul.client.rpc:2.000000|c",
              "consul.kvs.apply:1.500000|ms",
              "consul.raft.peers:3.000000|g");
    }
  }

  @Test
  void dogstatsdGetsTags() throws Exception {
    try (var socket = new DatagramSocket(0, LOOPBACK);
        var sink =
            new LineSink(
                "dogstatsd",
                new LineFormat.Dogstatsd("consul", List.of("env:test")),
                new Wire.Udp("127.0.0.1", socket.getLocalPort()))) {
      sink.counter(Series.of("client.rpc"), 2);
      assertThat(received(socket)).startsWith("consul.client.rpc:2|c").contains("#env:test");
    }
  }

  @Test
  void statsiteGetsAStreamAndANewOneAfterACut() throws Exception {
    try (var server = new ServerSocket(0, 1, LOOPBACK);
        var sink =
            new LineSink(
                "statsite",
                new LineFormat.Statsd("consul"),
                new Wire.Tcp("127.0.0.1", server.getLocalPort()))) {
      measure(sink);
      try (var first = server.accept()) {
        var lines =
            new BufferedReader(
                new InputStreamReader(first.getInputStream(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isEqualTo("consul.client.rpc:2.000000|c");
        assertThat(lines.readLine()).isEqualTo("consul.kvs.apply:1.500000|ms");
        assertThat(lines.readLine()).isEqualTo("consul.raft.peers:3.000000|g");
      }
      // Lines that go into the cut connection may be lost; the next connection comes by itself.
      var feeding =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                      measure(sink);
                      pause();
                    }
                  });
      try (var second = server.accept()) {
        assertThat(second.getInputStream().read()).isEqualTo('c');
      } finally {
        feeding.interrupt();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
