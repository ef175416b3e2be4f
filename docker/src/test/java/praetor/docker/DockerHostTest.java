package praetor.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerHostTest {
  @Test
  void theEnvironmentNamesTheEngine() {
    assertThat(DockerHost.of(Map.of("DOCKER_HOST", "tcp://10.0.0.1:2375")).uri())
        .isEqualTo(URI.create("tcp://10.0.0.1:2375"));
    assertThat(DockerHost.of(Map.of()).shown()).isEqualTo("unix /var/run/docker.sock");
    assertThat(DockerHost.of(Map.of("DOCKER_HOST", "")).shown())
        .isEqualTo("unix /var/run/docker.sock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh://host", "/var/run/docker.sock", "tcp://host", "unix://", "a b"})
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> DockerHost.of(Map.of("DOCKER_HOST", text)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
