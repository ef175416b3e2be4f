package praetor.testkit.vectors.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "::",
        "::1",
        "2001:db8::",
        "2001:db8::1:0:0:1",
        "1:2:3:4:5:6:7:8",
        "1:0:3:4:5:6:7:8"
      })
  void addressesKeepTheirShortestForm(String address) {
    assertThat(IpText.of(IpText.bytes(address))).isEqualTo(address);
  }
}
