package praetor.dns.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import praetor.dns.vectors.Vector;

/** Every recorded question, asked of a real server over loopback. */
class VectorServerIT {
  private static final int ANSWER_MS = 5_000;
  private static final int SILENCE_MS = 300;

  static Stream<String> names() {
    return Vector.NAMES.stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void answersAsConsulDid(String name) throws Exception {
    var vector = Vector.load(name);
    var recursors = new ArrayList<SocketRecursor>();
    for (var recursor : vector.recursors()) {
      recursors.add(new SocketRecursor(recursor::answer));
    }
    var options = vector.options(recursors.stream().map(SocketRecursor::address).toList());
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    List<String> failures = new ArrayList<>();
    try (var server = DnsServer.start(List.of(loopback), options, vector.catalog())) {
      var client = new DnsClient(server.boundAddress());
      int id = 0;
      for (var asked : vector.cases()) {
        vector.recursors().forEach(recursor -> recursor.seen().clear());
        var message = asked.message(++id);
        int timeoutMs = asked.expectsSilence() ? SILENCE_MS : ANSWER_MS;
        var answer = client.ask(message, asked.transport(), timeoutMs);
        if (answer.isEmpty() || asked.expectsSilence()) {
          if (asked.expectsSilence() != answer.isEmpty()) {
            failures.add(asked + ": answered: " + answer.isPresent());
          }
          continue;
        }
        assertThat(answer.get()).startsWith((byte) (id >> 8), (byte) id);
        vector.failure(asked, answer.get()).ifPresent(failures::add);
      }
    } finally {
      for (var recursor : recursors) {
        recursor.close();
      }
    }
    assertThat(failures).isEmpty();
  }
}
