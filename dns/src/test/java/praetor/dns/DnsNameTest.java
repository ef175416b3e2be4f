package praetor.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNameTest {
  private static DnsName name(String text) {
    return Objects.requireNonNull(DnsName.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "web.service.consul, web.service.consul.",
    "web.service.consul., web.service.consul.",
    "UPPER.Case, UPPER.Case.",
    "not a name, not\\ a\\ name.",
    "a\\.b.c, a\\.b.c.",
    "a\\065b, aAb.",
    "ü, \\195\\188.",
    "., .",
    "'', .",
  })
  void aNameIsWrittenAsItWasRead(String text, String presentation) {
    assertThat(name(text)).hasToString(presentation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", ".a", "..", "a\\", "a..", "\\046\\046..x"})
  void anEmptyLabelOrALoneBackslashIsNoName(String text) {
    assertThat(DnsName.of(text)).isNull();
  }

  @Test
  void labelsHave63BytesAndNames255AtMost() {
    var label = "x".repeat(63);
    assertThat(DnsName.of(label)).isNotNull();
    assertThat(DnsName.of(label + "x")).isNull();
    assertThat(DnsName.of("ü".repeat(32))).isNull();
    var three = String.join(".", label, label, label);
    assertThat(name(three + "." + "x".repeat(61)).length()).isEqualTo(255);
    assertThat(DnsName.of(three + "." + "x".repeat(62))).isNull();
    assertThat(DnsName.of("x".repeat(61), name(three))).isNotNull();
    assertThat(DnsName.of("x".repeat(62), name(three))).isNull();
  }

  @Test
  void aZoneEndsANameAtALabelWithoutRegardToLetters() {
    assertThat(name("web.service.CONSUL").zoneStart(name("consul"))).isEqualTo(12);
    assertThat(name("consul").zoneStart(name("consul"))).isZero();
    assertThat(name("xconsul").zoneStart(name("consul"))).isEqualTo(-1);
    assertThat(name("consul.example").zoneStart(name("consul"))).isEqualTo(-1);
    assertThat(name("sul").zoneStart(name("consul"))).isEqualTo(-1);
    // The bytes of a zone inside a label are no zone.
    assertThat(name("a\\003foo").zoneStart(name("foo"))).isEqualTo(-1);
  }

  @Test
  void labelsAreLowerCaseTextThatNeverLooksPlainerThanItIs() {
    var name = name("WEB.bad node!.a\\.b.\\000.consul");
    assertThat(name.lowerLabels(name.zoneStart(name("consul"))))
        .containsExactly("web", "bad\\ node!", "a\\.b", "\\000");
  }

  @Test
  void onlyTheFirstPartTurnsToLowerCase() {
    var name = name("0A00.ADDR.Consul");
    assertThat(name.lowerUntil(10, name.from(10))).hasToString("0a00.addr.Consul.");
  }
}
