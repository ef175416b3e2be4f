package praetor.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.dns.vectors.DnsText;
import tools.jackson.databind.ObjectMapper;

/** What each outcome of a lookup becomes, for every form of a name. */
class OutcomeTest {
  private enum Kind {
    ABSENT,
    DENIED,
    NO_DATACENTER,
    FAILED
  }

  private record Fixed(Kind kind) implements Lookup {
    private <T> Outcome<T> outcome() {
      return switch (kind) {
        case ABSENT -> Outcome.absent();
        case DENIED -> new Outcome.Denied<>();
        case NO_DATACENTER -> new Outcome.NoDatacenter<>();
        case FAILED -> new Outcome.Failed<>();
      };
    }

    @Override
    public boolean mayWait(Scope scope) {
      return false;
    }

    @Override
    public Outcome<CatalogNode> node(String name, Scope scope) {
      return outcome();
    }

    @Override
    public Outcome<Instances> service(ServiceQuestion question, Scope scope) {
      return outcome();
    }

    @Override
    public Outcome<Instances> query(String name, QuerySource source, Scope scope) {
      return outcome();
    }

    @Override
    public Outcome<String> virtualAddress(String service, Scope scope) {
      return outcome();
    }

    @Override
    public Outcome<AddressOwner> owner(byte[] address, Scope scope) {
      return outcome();
    }
  }

  private static Map<String, Object> ask(Kind kind, String ask) {
    var settings = Settings.of(DnsOptions.defaults("dc1"));
    var answers =
        new Answers(
            () -> settings,
            new Fixed(kind),
            (_, _, _) -> Optional.empty(),
            InstantSource.system(),
            new SplittableRandom(1));
    var question = new ObjectMapper().createObjectNode().put("ask", ask);
    var message = DnsText.question(question, 1);
    answers.answer(message, message.length, Transport.UDP, InetAddress.getLoopbackAddress(), false);
    return DnsText.answer(question, java.util.Arrays.copyOf(answers.bytes(), answers.length()), 0);
  }

  @ParameterizedTest
  @CsvSource({
    "ABSENT, NXDOMAIN, NOERROR, NOERROR",
    "DENIED, NXDOMAIN, SERVFAIL, NOERROR",
    "NO_DATACENTER, NXDOMAIN, NOERROR, NOERROR",
    "FAILED, SERVFAIL, SERVFAIL, SERVFAIL",
  })
  void everyOutcomeHasItsCode(Kind kind, String named, String virtual, String servers) {
    for (var ask :
        new String[] {
          "a.service.consul A",
          "a.service.consul SRV",
          "a.connect.consul A",
          "a.ingress.consul A",
          "a.node.consul A",
          "a.query.consul A",
          "1.0.0.10.in-addr.arpa PTR"
        }) {
      var answer = ask(kind, ask);
      assertThat(answer).as(ask).containsEntry("rcode", named).containsEntry("flags", "qr aa rd");
      assertThat(answer.containsKey("authority")).as(ask).isEqualTo(named.equals("NXDOMAIN"));
    }
    assertThat(ask(kind, "a.virtual.consul A"))
        .containsEntry("rcode", virtual)
        .doesNotContainKey("authority");
    assertThat(ask(kind, "consul NS")).containsEntry("rcode", servers).doesNotContainKey("answer");
    assertThat(ask(kind, "consul SOA")).containsEntry("rcode", servers).containsKey("answer");
  }
}
