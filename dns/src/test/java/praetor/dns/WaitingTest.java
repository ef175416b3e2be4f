package praetor.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.dns.vectors.DnsText;
import praetor.dns.vectors.Vector;
import tools.jackson.databind.ObjectMapper;

/** On a thread that may not wait, what needs waiting is left undone, and nothing else. */
class WaitingTest {
  private boolean upstreamAsked;

  private final Answers answers = answers();

  private Answers answers() {
    var options = DnsOptions.builder("dc1").recursors(List.of("one")).build();
    var settings = Settings.of(options);
    return new Answers(
        () -> settings,
        Vector.load("services").catalog(),
        (_, _, _) -> {
          upstreamAsked = true;
          return Optional.empty();
        },
        InstantSource.system(),
        new SplittableRandom(1));
  }

  private Answers.Result ask(String ask, boolean mayWait) {
    var message = DnsText.question(new ObjectMapper().createObjectNode().put("ask", ask), 1);
    return answers.answer(
        message, message.length, Transport.UDP, InetAddress.getLoopbackAddress(), mayWait);
  }

  @ParameterizedTest
  @CsvSource({
    "web.service.consul A, ANSWERED",
    "web.service.dc1.consul SRV, ANSWERED",
    "web.service.dc1.dc.consul SRV, ANSWERED",
    "web.service.dc2.consul A, MUST_WAIT",
    "web1.node.dc2.consul A, MUST_WAIT",
    "web1.node.dc2.consul MX, ANSWERED",
    "q.query.dc2.consul A, MUST_WAIT",
    "web.service.peer1.peer.consul A, MUST_WAIT",
    "web.virtual.peer1.consul A, MUST_WAIT",
    "ext.service.consul A, MUST_WAIT",
    "ext.service.consul SRV, MUST_WAIT",
    "ext1.node.consul A, MUST_WAIT",
    "ext1.node.consul TXT, ANSWERED",
    "www.example.com A, MUST_WAIT",
    "1.0.0.10.in-addr.arpa PTR, ANSWERED",
    "9.9.9.9.in-addr.arpa PTR, MUST_WAIT",
    "consul SOA, ANSWERED",
    "absent.service.consul A, ANSWERED",
  })
  void onlyWhatNeedsWaitingIsLeftUndone(String ask, Answers.Result expected) {
    assertThat(ask(ask, false)).isEqualTo(expected);
    assertThat(upstreamAsked).isFalse();
    assertThat(ask(ask, true)).isEqualTo(Answers.Result.ANSWERED);
  }
}
