package praetor.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Source: answers of Consul 1.21.4 to the same parameters. */
class GoTextTest {
  @Test
  void anIntegerMayHaveASignAndZeros() {
    assertThat(GoText.parseInt("+5", "")).isEqualTo(5);
    assertThat(GoText.parseInt("05", "")).isEqualTo(5);
    assertThat(GoText.parseInt("-1", "")).isEqualTo(-1);
    assertThat(GoText.parseInt("4294967296", "")).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void whatIsNoIntegerIsNamed() {
    assertThatThrownBy(() -> GoText.parseInt("0x1", "lead: "))
        .hasMessage("lead: strconv.Atoi: parsing \"0x1\": invalid syntax");
    assertThatThrownBy(() -> GoText.parseInt("-", ""))
        .hasMessage("strconv.Atoi: parsing \"-\": invalid syntax");
    assertThatThrownBy(() -> GoText.parseInt("99999999999999999999", ""))
        .hasMessage("strconv.Atoi: parsing \"99999999999999999999\": value out of range");
  }

  @Test
  void unsignedNumbersReachTheirWholeRange() {
    assertThat(GoText.parseUint("18446744073709551615")).isEqualTo(-1);
    assertThatThrownBy(() -> GoText.parseUint("18446744073709551616", 400, ""))
        .hasMessage("strconv.ParseUint: parsing \"18446744073709551616\": value out of range");
    assertThatThrownBy(() -> GoText.parseUint("1_0", 400, "cas: "))
        .hasMessage("cas: strconv.ParseUint: parsing \"1_0\": invalid syntax");
  }

  @Test
  void truthHasGosSpellings() {
    assertThat(GoText.parseBool("T", "")).isTrue();
    assertThat(GoText.parseBool("False", "")).isFalse();
    assertThatThrownBy(() -> GoText.parseBool("tRUE", ""))
        .hasMessage("strconv.ParseBool: parsing \"tRUE\": invalid syntax");
  }
}
