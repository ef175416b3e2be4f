package praetor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineFaultsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "driver failed programming external connectivity on endpoint a-b (1f2e): Error starting"
            + " userland proxy: listen tcp4 127.0.0.1:8500: bind: address already in use",
        "driver failed programming external connectivity on endpoint a (cafe): Bind for"
            + " 127.0.0.1:8500 failed: port is already allocated"
      })
  void aTakenPortIsNamed(String message) {
    assertThat(EngineFaults.sentence("praetor-lab-server", "{\"message\":\"" + message + "\"}"))
        .isEqualTo("port 8500 is in use: choose another with -port, -http-port or -dns-port");
  }

  @Test
  void otherRefusalsAreInTheEnginesWords() {
    assertThat(EngineFaults.sentence("praetor-lab-host1", "{\"message\":\"no \\\"room\\\"\"}"))
        .isEqualTo("praetor-lab-host1: no \"room\"");
    assertThat(EngineFaults.sentence("x", "gone\n")).isEqualTo("x: gone");
  }

  @Test
  void anEngineThatIsAwayIsNamedWithWhatToDo() {
    var away = new IOException("dial unix /var/run/docker.sock: No such file or directory");
    assertThat(EngineFaults.unreachable(away))
        .hasMessage(
            "no Docker Engine: dial unix /var/run/docker.sock: No such file or directory"
                + " (is Docker installed and running? DOCKER_HOST names another Engine)");
    var closed = new IOException("dial unix /var/run/docker.sock: Permission denied");
    assertThat(EngineFaults.unreachable(closed))
        .hasMessageEndingWith("(only root and members of the group docker may use it)");
  }
}
