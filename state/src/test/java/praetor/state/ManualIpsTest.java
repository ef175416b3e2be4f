package praetor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import praetor.model.PeeredServiceName;
import praetor.state.command.ManualIpsRequest;

/** Virtual addresses that users choose; answers of Consul 1.21.4. */
class ManualIpsTest {
  private final Fixture fixture = new Fixture();

  @BeforeEach
  void proxies() {
    for (var name : List.of("a", "b")) {
      fixture.register(
          """
          {"Node": "n1", "Address": "10.0.0.1", "Service": {"Kind": "connect-proxy",
           "Service": "%s-proxy", "Port": 9, "Proxy": {"DestinationServiceName": "%s"}}}
          """
              .formatted(name, name));
    }
  }

  private Outcome assign(String service, String... ips) {
    return fixture.write(new ManualIpsRequest(service, List.of(ips)));
  }

  private static Outcome found(String... losers) {
    return new Outcome.IpsAssigned(true, Stream.of(losers).map(PeeredServiceName::own).toList());
  }

  private List<String> of(String service) {
    return fixture.view().get(VirtualIpTable.TABLE, Keys.of(service)).orElseThrow().manualIps();
  }

  @Test
  void aServiceTakesAddressesFromAnother() {
    assertThat(assign("a", "1.2.3.5", "1.2.3.4")).isEqualTo(found());
    assertThat(assign("b", "1.2.3.4", "9.9.9.9")).isEqualTo(found("a"));
    assertThat(of("a")).containsExactly("1.2.3.5");
    assertThat(of("b")).containsExactly("1.2.3.4", "9.9.9.9");
    assertThat(assign("B", "7.7.7.7", "7.7.7.7")).isEqualTo(found());
    assertThat(of("b")).containsExactly("7.7.7.7");
  }

  @Test
  void aServiceOutsideTheMeshGetsNone() {
    assertThat(assign("zz", "7.7.7.7")).isEqualTo(new Outcome.IpsAssigned(false, List.of()));
  }
}
