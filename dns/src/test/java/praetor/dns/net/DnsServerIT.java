package praetor.dns.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import praetor.dns.DnsOptions;
import praetor.dns.Transport;
import praetor.dns.vectors.DnsText;
import praetor.dns.vectors.Vector;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The server's own behaviour: addresses, limits, reload, waiting. */
class DnsServerIT {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final int TIMEOUT_MS = 5_000;

  private final Vector vector = Vector.load("services");

  private static JsonNode question(String ask) {
    return new ObjectMapper().createObjectNode().put("ask", ask);
  }

  private static Map<String, Object> ask(InetSocketAddress server, String ask, Transport transport)
      throws IOException {
    var question = question(ask);
    var answer = new DnsClient(server).ask(DnsText.question(question, 7), transport, TIMEOUT_MS);
    return DnsText.answer(question, answer.orElseThrow(), 0);
  }

  private DnsServer start(DnsOptions options, DnsLimits limits) throws DnsBindException {
    return DnsServer.start(List.of(ANY_PORT), options, vector.catalog(), limits);
  }

  @Test
  void listensOnSeveralAddresses() throws Exception {
    try (var server =
        DnsServer.start(
            List.of(ANY_PORT, ANY_PORT), DnsOptions.defaults("dc1"), vector.catalog())) {
      assertThat(server.boundAddresses()).hasSize(2).doesNotHaveDuplicates();
      for (var address : server.boundAddresses()) {
        for (var transport : Transport.values()) {
          assertThat(ask(address, "web1.node.consul A", transport))
              .containsEntry("answer", List.of("web1.node.consul. 0 IN A 10.0.0.1"));
        }
      }
    }
  }

  @Test
  void aPortInUseIsSaidInOneSentence() throws Exception {
    try (var first = start(DnsOptions.defaults("dc1"), DnsLimits.DEFAULT)) {
      var taken = first.boundAddress();
      assertThatThrownBy(
              () -> DnsServer.start(List.of(taken), DnsOptions.defaults("dc1"), vector.catalog()))
          .isInstanceOf(DnsBindException.class)
          .hasMessage(
              "failed to start the DNS server: listen udp 127.0.0.1:%d: bind: address already in use"
                  .formatted(taken.getPort()));
    }
  }

  @Test
  void aTakenTcpPortFreesTheUdpPortAgain() throws Exception {
    InetSocketAddress taken;
    try (var other = new ServerSocket()) {
      other.bind(ANY_PORT);
      taken = new InetSocketAddress(ANY_PORT.getAddress(), other.getLocalPort());
      assertThatThrownBy(
              () -> DnsServer.start(List.of(taken), DnsOptions.defaults("dc1"), vector.catalog()))
          .isInstanceOf(DnsBindException.class)
          .hasMessageContaining("listen tcp 127.0.0.1:" + taken.getPort());
    }
    try (var server =
        DnsServer.start(List.of(taken), DnsOptions.defaults("dc1"), vector.catalog())) {
      assertThat(server.boundAddress()).isEqualTo(taken);
    }
  }

  @Test
  void aClosedServerFreesItsPort() throws Exception {
    var server = start(DnsOptions.defaults("dc1"), DnsLimits.DEFAULT);
    var address = server.boundAddress();
    server.close();
    await()
        .atMost(Duration.ofSeconds(5))
        .ignoreExceptions()
        .until(
            () -> {
              DnsServer.start(List.of(address), DnsOptions.defaults("dc1"), vector.catalog())
                  .close();
              return true;
            });
  }

  @Test
  void newOptionsCountFromTheNextQuestionOn() throws Exception {
    try (var server = start(DnsOptions.defaults("dc1"), DnsLimits.DEFAULT)) {
      var ttl = DnsOptions.builder("dc1").nodeTtl(Duration.ofSeconds(30)).build();
      server.update(ttl);
      assertThat(ask(server.boundAddress(), "web1.node.consul A", Transport.UDP))
          .containsEntry("answer", List.of("web1.node.consul. 30 IN A 10.0.0.1"));
      server.update(DnsOptions.builder("dc1").domain("other.").build());
      assertThat(ask(server.boundAddress(), "web1.node.consul A", Transport.TCP))
          .containsEntry("rcode", "REFUSED");
      assertThatThrownBy(() -> server.update(DnsOptions.builder("dc1").domain("a..b").build()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(ask(server.boundAddress(), "web1.node.other A", Transport.UDP))
          .containsEntry("rcode", "NOERROR");
    }
  }

  @Test
  void questionsOfOneConnectionAreAnsweredWhileAnEarlierOneWaits() throws Exception {
    var release = new CountDownLatch(1);
    try (var recursor =
            new SocketRecursor(
                (message, _) -> {
                  awaitLatch(release);
                  message[2] |= (byte) 0x80;
                  return Optional.of(message);
                });
        var server =
            start(
                DnsOptions.builder("dc1").recursors(List.of(recursor.address())).build(),
                DnsLimits.DEFAULT);
        var socket = new Socket()) {
      socket.connect(server.boundAddress());
      socket.setSoTimeout(TIMEOUT_MS);
      var out = socket.getOutputStream();
      var in = new DataInputStream(socket.getInputStream());
      out.write(DnsClient.framed(DnsText.question(question("slow.example.com A"), 1)));
      out.write(DnsClient.framed(DnsText.question(question("web1.node.consul A"), 2)));
      assertThat(DnsClient.read(in)).startsWith((byte) 0, (byte) 2);
      release.countDown();
      assertThat(DnsClient.read(in)).startsWith((byte) 0, (byte) 1);
    }
  }

  @Test
  void anAnswerComesAlsoWhenTheAskerHasShutItsSideDown() throws Exception {
    try (var server = start(DnsOptions.defaults("dc1"), DnsLimits.DEFAULT);
        var socket = new Socket()) {
      socket.connect(server.boundAddress());
      socket.setSoTimeout(TIMEOUT_MS);
      socket
          .getOutputStream()
          .write(DnsClient.framed(DnsText.question(question("far.service.dc9.consul A"), 3)));
      socket.shutdownOutput();
      var in = new DataInputStream(socket.getInputStream());
      assertThat(DnsClient.read(in)).startsWith((byte) 0, (byte) 3);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    var limits = new DnsLimits(10, 10, 10, Duration.ofMillis(100));
    try (var server = start(DnsOptions.defaults("dc1"), limits);
        var socket = new Socket()) {
      socket.connect(server.boundAddress());
      socket.setSoTimeout(TIMEOUT_MS);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void connectionsBeyondTheLimitAreClosed() throws Exception {
    var limits = new DnsLimits(10, 1, 10, Duration.ofSeconds(30));
    try (var server = start(DnsOptions.defaults("dc1"), limits);
        var first = new Socket()) {
      first.connect(server.boundAddress());
      first.setSoTimeout(TIMEOUT_MS);
      var message = DnsClient.framed(DnsText.question(question("web1.node.consul A"), 4));
      first.getOutputStream().write(message);
      var in = new DataInputStream(first.getInputStream());
      assertThat(DnsClient.read(in)).startsWith((byte) 0, (byte) 4);
      try (var second = new Socket()) {
        second.connect(server.boundAddress());
        second.setSoTimeout(TIMEOUT_MS);
        assertThat(second.getInputStream().read()).isEqualTo(-1);
      }
      first.getOutputStream().write(message);
      assertThat(DnsClient.read(in)).startsWith((byte) 0, (byte) 4);
    }
  }

  @Test
  void anAskerThatTakesNoAnswersLosesItsConnectionToAnother() throws Exception {
    var limits = new DnsLimits(10, 1, 10, Duration.ofMillis(50));
    try (var server = start(DnsOptions.defaults("dc1"), limits);
        var greedy = new Socket()) {
      greedy.setReceiveBufferSize(1_024);
      greedy.connect(server.boundAddress());
      var message = DnsClient.framed(DnsText.question(question("web.service.consul SRV"), 5));
      var asking =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (true) {
                        greedy.getOutputStream().write(message);
                      }
                    } catch (IOException _) {
                      // Closed by the server.
                    }
                  });
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptions()
          .until(
              () ->
                  ask(server.boundAddress(), "web1.node.consul A", Transport.TCP)
                      .get("rcode")
                      .equals("NOERROR"));
      assertThat(asking.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void aDeadRecursorIsServfailWithoutWaitingForTheTimeout() throws Exception {
    int free;
    try (var socket = new ServerSocket()) {
      socket.bind(ANY_PORT);
      free = socket.getLocalPort();
    }
    var options = DnsOptions.builder("dc1").recursors(List.of("127.0.0.1:" + free)).build();
    try (var server = start(options, DnsLimits.DEFAULT)) {
      for (var transport : Transport.values()) {
        assertThat(ask(server.boundAddress(), "www.example.com A", transport))
            .containsEntry("rcode", "SERVFAIL")
            .containsEntry("flags", "qr rd ra");
      }
    }
  }

  @Test
  void anAnswerWithAnotherIdOrQuestionIsNoAnswer() throws Exception {
    try (var recursor =
            new SocketRecursor(
                (message, _) -> {
                  var forged = message.clone();
                  forged[2] |= (byte) 0x80;
                  forged[13] ^= 1;
                  return Optional.of(forged);
                });
        var server =
            start(
                DnsOptions.builder("dc1").recursors(List.of(recursor.address())).build(),
                DnsLimits.DEFAULT)) {
      assertThat(ask(server.boundAddress(), "www.example.com A", Transport.UDP))
          .containsEntry("rcode", "SERVFAIL");
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
