package praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1:8300",
    "::1, [::1]:8300",
    "0:0:0:0:0:0:0:1, [::1]:8300",
    "2001:db8::1:0:0:1, [2001:db8::1:0:0:1]:8300",
    "2001:0db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:8300",
    "fe80::, [fe80::]:8300"
  })
  void ipv6IsShortAndStandsInBrackets(String host, String text) {
    assertThat(AddressText.of(new InetSocketAddress(host, 8300))).isEqualTo(text);
  }

  @Test
  void anAddressAloneHasNoBrackets() throws Exception {
    assertThat(AddressText.of(InetAddress.getByName("2001:db8:0:0:0:0:0:99")))
        .isEqualTo("2001:db8::99");
    assertThat(AddressText.of(InetAddress.getByName("10.9.9.1"))).isEqualTo("10.9.9.1");
  }
}
