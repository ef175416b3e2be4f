package praetor.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {
  private static Optional<InetAddress> ip(int last) throws Exception {
    return Optional.of(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last}));
  }

  @Test
  void countsEachClientAndAll() throws Exception {
    var limits = new ConnectionLimits(HttpOptions.defaults().withConnectionLimits(2, 4));
    assertThat(limits.enter(ip(1))).isEqualTo(ConnectionLimits.Verdict.ADMITTED);
    assertThat(limits.enter(ip(1))).isEqualTo(ConnectionLimits.Verdict.ADMITTED);
    assertThat(limits.enter(ip(1))).isEqualTo(ConnectionLimits.Verdict.TOO_MANY_OF_CLIENT);
    assertThat(limits.enter(ip(2))).isEqualTo(ConnectionLimits.Verdict.ADMITTED);
    assertThat(limits.enter(Optional.empty())).isEqualTo(ConnectionLimits.Verdict.ADMITTED);
    assertThat(limits.enter(Optional.empty())).isEqualTo(ConnectionLimits.Verdict.TOO_MANY);
    limits.leave(ip(1));
    assertThat(limits.enter(ip(1))).isEqualTo(ConnectionLimits.Verdict.ADMITTED);
    assertThat(limits.altogether()).isEqualTo(4);
  }

  @Test
  void zeroMeansAnyNumberOfOneClient() throws Exception {
    var limits = new ConnectionLimits(HttpOptions.defaults().withConnectionLimits(0, 1_000));
    for (int i = 0; i < 1_000; i++) {
      assertThat(limits.enter(ip(1))).isEqualTo(ConnectionLimits.Verdict.ADMITTED);
    }
  }

  @Test
  void aChangedLimitCountsTheConnectionsThatAreThere() throws Exception {
    var limits = new ConnectionLimits(HttpOptions.defaults().withConnectionLimits(0, 1_000));
    for (int i = 0; i < 3; i++) {
      assertThat(limits.enter(ip(1))).isEqualTo(ConnectionLimits.Verdict.ADMITTED);
    }
    limits.limitPerClient(3);
    assertThat(limits.enter(ip(1))).isEqualTo(ConnectionLimits.Verdict.TOO_MANY_OF_CLIENT);
    limits.leave(ip(1));
    assertThat(limits.enter(ip(1))).isEqualTo(ConnectionLimits.Verdict.ADMITTED);
    limits.limitPerClient(-1);
    assertThat(limits.enter(ip(1))).isEqualTo(ConnectionLimits.Verdict.ADMITTED);
  }
}
