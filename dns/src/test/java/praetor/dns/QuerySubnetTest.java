package praetor.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.dns.vectors.DnsText;
import praetor.dns.vectors.Vector;
import tools.jackson.databind.ObjectMapper;

/** The scope of a client's subnet tells resolvers for whom an answer holds. */
class QuerySubnetTest {
  private final Answers answers =
      new Answers(
          () -> Settings.of(DnsOptions.builder("dc1").build()),
          Vector.load("queries").catalog(),
          (_, _, _) -> Optional.empty(),
          InstantSource.system(),
          new SplittableRandom(1));

  /** Source: Consul 1.21.4; only what a prepared query found depends on the subnet. */
  @ParameterizedTest
  @CsvSource({
    "q1.query.consul A, 10.0.0.1/24/24",
    "q1.query.consul MX, 10.0.0.1/24/24",
    "absent.query.consul A, 10.0.0.1/24/0",
    "q1.query.dc9.consul A, 10.0.0.1/24/0",
    "q1.query.consul SOA, 10.0.0.1/24/0",
    "web.service.consul A, 10.0.0.1/24/0",
  })
  void onlyWhatAQueryFoundHoldsForTheSubnet(String ask, String expected) throws Exception {
    var question =
        new ObjectMapper()
            .createObjectNode()
            .put("ask", ask)
            .put("edns", 4096)
            .put("ecs", "10.0.0.1/24");
    var message = DnsText.question(question, 1);
    answers.answer(message, message.length, Transport.UDP, InetAddress.getLoopbackAddress(), true);
    var answer = Arrays.copyOf(answers.bytes(), answers.length());
    var edns = (Map<?, ?>) DnsText.answer(question, answer, 0).get("edns");
    assertThat(edns.get("ecs")).isEqualTo(expected.replace("10.0.0.1", "10.0.0.0"));
  }
}
