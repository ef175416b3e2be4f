package praetor.testkit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentConfigTest {

  @Test
  void portsOfAConfigurationAreThoseItWasMadeWith() {
    var ports = AgentPorts.free();
    assertThat(AgentPorts.of(AgentConfig.server(Path.of("/f"), ports))).isEqualTo(ports);
  }

  @Test
  void freePortsAreAllDifferentAndHaveFiveDigits() {
    var ports = AgentPorts.free();
    assertThat(List.of(ports.http(), ports.dns(), ports.server(), ports.serfLan(), ports.serfWan()))
        .doesNotHaveDuplicates()
        .allMatch(port -> port >= 10_000);
  }
}
