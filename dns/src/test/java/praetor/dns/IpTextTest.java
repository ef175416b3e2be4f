package praetor.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTextTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 0a000001",
    "0.0.0.0, 00000000",
    "255.255.255.255, ffffffff",
    "::ffff:10.1.1.1, 0a010101",
    "2001:db8::10, 20010db8000000000000000000000010",
    "::1, 00000000000000000000000000000001",
    "::10.0.0.9, 0000000000000000000000000a000009",
  })
  void anAddressIsReadFromItsText(String text, String hex) {
    assertThat(IpText.parse(text)).isEqualTo(HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "10.0.0", "10.0.0.1.", ".10.0.0.1", "10.0.0.256", "010.0.0.1", "10.0.0.00", "10..0.1",
        "10.0.0.1.1", "1", "web", "fe80::1%eth0", "::g", "1:2:3", "10.0.0.1 ", "-1.0.0.1",
        "99999999999.1.1.1"
      })
  void otherTextIsAHostName(String text) {
    assertThat(IpText.parse(text)).isNull();
    assertThat(IpText.parseV4(text)).isEqualTo(-1);
  }
}
