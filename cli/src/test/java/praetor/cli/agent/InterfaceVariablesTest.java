package praetor.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import praetor.agent.config.Host;
import praetor.agent.sockaddr.IfAddr;
import praetor.cli.command.CommandException;

class InterfaceVariablesTest {
  private static final Host HOST =
      new Host(
          "host",
          List.of(
              IfAddr.of("lo", InetAddress.ofLiteral("127.0.0.1"), 8, Set.of("up"), false),
              IfAddr.of("eth1", InetAddress.ofLiteral("10.1.0.7"), 16, Set.of("up"), false),
              IfAddr.of("eth2", InetAddress.ofLiteral("fd00::7"), 64, Set.of("up"), false)));

  @Test
  void anInterfaceStandsForItsAddress() throws Exception {
    assertThat(InterfaceVariables.settings(Map.of("CONSUL_BIND_INTERFACE", "eth1"), HOST))
        .isEqualTo(Map.of("bind_addr", "10.1.0.7"));
    assertThat(InterfaceVariables.settings(Map.of("PRAETOR_CLIENT_INTERFACE", "eth1"), HOST))
        .isEqualTo(Map.of("client_addr", "10.1.0.7"));
  }

  @Test
  void theLoopbackInterfaceHasAnAddressToo() throws Exception {
    assertThat(InterfaceVariables.settings(Map.of("CONSUL_CLIENT_INTERFACE", "lo"), HOST))
        .isEqualTo(Map.of("client_addr", "127.0.0.1"));
  }

  @Test
  void nothingSaidIsNothingSet() throws Exception {
    assertThat(InterfaceVariables.settings(Map.of("CONSUL_BIND_INTERFACE", ""), HOST)).isEmpty();
  }

  @Test
  void anInterfaceWithoutAnAddressEndsTheStart() {
    for (var name : List.of("eth2", "eth9")) {
      assertThatThrownBy(
              () -> InterfaceVariables.settings(Map.of("CONSUL_BIND_INTERFACE", name), HOST))
          .isInstanceOf(CommandException.class)
          .hasMessage("Could not find IP for interface '" + name + "', exiting");
    }
  }
}
