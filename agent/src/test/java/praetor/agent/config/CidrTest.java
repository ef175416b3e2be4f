package praetor.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "127.0.0.1/32, 127.0.0.1, true",
    "127.0.0.1/32, 127.0.0.2, false",
    "0.0.0.0/0, 1.2.3.4, true",
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "::1/128, ::1, true",
    "fd00::/8, fd12::1, true",
    "fd00::/8, 10.0.0.1, false"
  })
  void holdsAddressesOfItsRange(String range, String address, boolean inside)
      throws UnknownHostException {
    assertThat(Cidr.parse(range).orElseThrow().contains(InetAddress.getByName(address)))
        .isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "localhost/8",
        "10.0.0.0/x",
        "::1/129"
      })
  void refusesOtherText(String text) {
    assertThat(Cidr.parse(text)).isEmpty();
  }

  @Test
  void bitsBeyondThePrefixDoNotCount() throws UnknownHostException {
    assertThat(Cidr.parse("10.1.2.3/8").orElseThrow().contains(InetAddress.getByName("10.9.9.9")))
        .isTrue();
  }
}
