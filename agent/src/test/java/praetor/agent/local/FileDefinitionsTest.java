package praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import praetor.agent.config.ServiceDefinition;
import praetor.agent.config.Settings;
import praetor.model.ServiceAddress;
import praetor.model.codec.JsonValue;

class FileDefinitionsTest {
  private static ServiceDefinition definition(
      Map<String, Object> proxy, Map<String, Object> connect) {
    return new ServiceDefinition(
        "web-1",
        "web",
        "",
        List.of("a"),
        "10.0.0.1",
        80,
        "",
        Map.of("k_1", "v"),
        Map.of("lan", new ServiceDefinition.TaggedAddress("10.0.0.2", 81)),
        new ServiceDefinition.Weights(5, 2),
        true,
        "t",
        List.of(),
        new Settings(proxy),
        new Settings(connect),
        new Settings(Map.of("region", "r")));
  }

  @Test
  void aDefinitionIsARegistration() {
    var body = FileDefinitions.body(definition(Map.of(), Map.of("native", true)));
    assertThat(body.effectiveId()).isEqualTo("web-1");
    assertThat(body.meta()).containsEntry("k_1", "v");
    assertThat(body.taggedAddresses()).containsEntry("lan", new ServiceAddress("10.0.0.2", 81));
    assertThat(body.weights().orElseThrow().passing()).isEqualTo(5);
    assertThat(body.connect().orElseThrow().isNative()).isTrue();
    assertThat(body.locality().orElseThrow().region()).isEqualTo("r");
    assertThat(body.proxy()).isEmpty();
  }

  @Test
  void blocksHaveTheirNamesWithUnderscores() {
    Map<String, Object> proxy =
        Map.of(
            "destination_service_name",
            "db",
            "local_service_port",
            5L,
            "config",
            Map.of("envoy_stats", "x"),
            "upstreams",
            List.of(Map.of("destination_name", "c", "local_bind_port", 7L)));
    var read = FileDefinitions.body(definition(proxy, Map.of())).proxy().orElseThrow();
    assertThat(read.destinationServiceName()).isEqualTo("db");
    assertThat(read.localServicePort()).isEqualTo(5);
    assertThat(read.config()).containsEntry("envoy_stats", new JsonValue.Str("x"));
    assertThat(read.upstreams().getFirst().localBindPort()).isEqualTo(7);
  }

  @Test
  void aSidecarIsRegisteredWithItsService() {
    Map<String, Object> connect =
        Map.of(
            "sidecar_service",
            Map.of("port", 9L, "check", Map.of("ttl", "5s", "tls_skip_verify", true)));
    var sidecar = Sidecars.of(FileDefinitions.body(definition(Map.of(), connect))).orElseThrow();
    assertThat(sidecar.port()).isEqualTo(9);
    assertThat(sidecar.allChecks().getFirst().tlsSkipVerify()).isTrue();
  }
}
