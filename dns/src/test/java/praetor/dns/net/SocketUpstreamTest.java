package praetor.dns.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketUpstreamTest {
  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, 8.8.8.8, 53",
    "8.8.8.8:5353, 8.8.8.8, 5353",
    "2001:db8::1, 2001:db8::1, 53",
    "[2001:db8::1], 2001:db8::1, 53",
    "[2001:db8::1]:5353, 2001:db8::1, 5353",
  })
  void aRecursorHasPort53UnlessGiven(String text, String host, int port) throws IOException {
    assertThat(SocketUpstream.address(text)).isEqualTo(new InetSocketAddress(host, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8:x", "8.8.8.8:70000"})
  void aWrongPortIsAnInputError(String text) {
    assertThatThrownBy(() -> SocketUpstream.address(text)).isInstanceOf(IOException.class);
  }
}
