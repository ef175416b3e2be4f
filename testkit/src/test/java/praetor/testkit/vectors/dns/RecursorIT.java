package praetor.testkit.vectors.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import praetor.testkit.vectors.JsonText;
import tools.jackson.databind.node.ObjectNode;

class RecursorIT {
  private Recursor recursor;

  @BeforeEach
  void start() throws IOException {
    recursor =
        Recursor.start(
            JsonText.object(
                """
                {"a.example. A": ["a.example. 5 IN CNAME b.example.", "b.example. 6 IN A 192.0.2.1"],
                 "m.example. MX": ["m.example. 7 IN MX 10 mail.example."],
                 "t.example. TXT": ["t.example. 8 IN TXT \\"a b\\" \\"c\\""],
                 "s.example. SOA": ["s.example. 9 IN SOA a. b. 1 2 3 4 5"],
                 "r.example. A": {"rcode": "REFUSED"},
                 "cut.example. A": {"tc_udp": true, "answer": ["cut.example. 4 IN A 192.0.2.4"]},
                 "mute.example. A": "silence"}
                """),
            "R1");
  }

  @AfterEach
  void stop() throws IOException {
    recursor.close();
  }

  @Test
  void answersFromItsTable() throws Exception {
    assertThat(ask("A.example A", "udp").orElseThrow())
        .isEqualTo(
            JsonText.object(
                """
                {"rcode": "NOERROR", "flags": "qr rd ra", "question": ["A.example. A IN"],
                 "answer": ["a.example. 5 IN CNAME b.example.", "b.example. 6 IN A 192.0.2.1"],
                 "authority": [], "additional": []}
                """));
    assertThat(firstAnswer("m.example MX")).isEqualTo("m.example. 7 IN MX 10 mail.example.");
    assertThat(firstAnswer("t.example TXT")).isEqualTo("t.example. 8 IN TXT \"a b\" \"c\"");
    assertThat(firstAnswer("s.example SOA"))
        .isEqualTo("s.example. 9 IN SOA a. b. @SERIAL@ 2 3 4 5");
  }

  private String firstAnswer(String question) throws IOException {
    return ask(question, "tcp").orElseThrow().path("answer").path(0).stringValue();
  }

  @Test
  void allElseDoesNotExist() throws Exception {
    assertThat(ask("x.example A", "udp").orElseThrow().path("rcode").stringValue())
        .isEqualTo("NXDOMAIN");
    assertThat(ask("r.example A", "udp").orElseThrow().path("rcode").stringValue())
        .isEqualTo("REFUSED");
  }

  @Test
  void cutsAnswersOverUdpWhereTheTableSaysSo() throws Exception {
    var cut = ask("cut.example A", "udp").orElseThrow();
    assertThat(cut.path("flags").stringValue()).isEqualTo("qr tc rd ra");
    assertThat(cut.path("answer").isEmpty()).isTrue();
    assertThat(firstAnswer("cut.example A")).isEqualTo("cut.example. 4 IN A 192.0.2.4");
  }

  @Test
  void isSilentWhereTheTableSaysSo() throws Exception {
    assertThat(ask("mute.example A", "udp")).isEmpty();
    assertThat(ask("mute.example A", "tcp")).isEmpty();
  }

  @Test
  void notesWhatItWasAsked() throws Exception {
    ask("a.example A", "udp");
    ask("b.example MX", "tcp");
    assertThat(recursor.seen())
        .containsExactly("R1 udp a.example. A rd=True", "R1 tcp b.example. MX rd=True");
    recursor.forget();
    assertThat(recursor.seen()).isEmpty();
  }

  private Optional<ObjectNode> ask(String text, String transport) throws IOException {
    var question = new Question(JsonText.object("{\"ask\": \"" + text + "\"}"));
    int port = Integer.parseInt(recursor.address().split(":", 2)[1]);
    var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new DnsExchange(server)
        .ask(question.encode(7), transport, Duration.ofMillis(500))
        .map(bytes -> new MessageDecoder(new RecordData(0)).decode(bytes).notation());
  }
}
