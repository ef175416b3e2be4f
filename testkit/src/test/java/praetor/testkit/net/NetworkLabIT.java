package praetor.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkLabIT {
  private static final Pattern ROUND_TRIP = Pattern.compile("time=([0-9.]+) ms");

  private NetworkLab network;

  @BeforeEach
  void makeTheNetwork() throws InterruptedException {
    try {
      network = NetworkLab.create(2);
    } catch (IOException unable) {
      System.out.println("skipped: " + unable.getMessage());
      Assumptions.abort(unable.getMessage());
    }
  }

  @AfterEach
  void takeTheNetworkAway() {
    if (network != null) {
      network.close();
    }
  }

  @Test
  void hostsHearEachOther() throws Exception {
    assertThat(ping()).isPresent();
  }

  @Test
  void aCutInOneDirectionLosesTheAnswer() throws Exception {
    network.cut(1, 0);
    assertThat(ping()).isEmpty();
    network.heal();
    assertThat(ping()).isPresent();
  }

  @Test
  void delayedPacketsTakeTheirTimeInBothDirections() throws Exception {
    network.delay(Duration.ofMillis(60), Duration.ofMillis(80), new Random(7));
    assertThat(ping().orElseThrow()).isGreaterThanOrEqualTo(120);
    network.heal();
    assertThat(ping()).isPresent();
  }

  /** The round trip from host 0 to host 1 in milliseconds; nothing when no answer came. */
  private OptionalDouble ping() throws IOException, InterruptedException {
    var line = new ArrayList<>(network.on(0));
    line.addAll(List.of("busybox", "ping", "-c", "1", "-W", "2", network.address(1)));
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    var time = ROUND_TRIP.matcher(said);
    return time.find()
        ? OptionalDouble.of(Double.parseDouble(time.group(1)))
        : OptionalDouble.empty();
  }
}
