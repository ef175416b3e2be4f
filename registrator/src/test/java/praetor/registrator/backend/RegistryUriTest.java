package praetor.registrator.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryUriTest {
  private static void assertParts(String text, String authority, String prefix) {
    var uri = RegistryUri.parse(text);
    assertThat(uri.authority()).isEqualTo(authority);
    assertThat(uri.prefix()).isEqualTo(prefix);
  }

  @Test
  void aUriNamesAPlaceAndAPrefix() {
    assertParts("consul://host:8500", "host:8500", "");
    assertParts("consul:", "", "");
    assertParts("consulkv://host:8500/pre/fix/", "host:8500", "pre/fix");
    assertParts("consulkv-unix:///run/c.sock:/pre", "/run/c.sock", "pre");
    assertParts("consul-unix:///run/c.sock", "/run/c.sock", "");
  }

  @Test
  void anUnknownSchemeIsRefused() {
    assertThatThrownBy(() -> Registries.open("nosuch://x", Optional.empty(), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessage("unrecognized adapter: nosuch://x");
  }

  @Test
  void theBackEndsOfPraetorAreFound() throws IOException {
    for (var uri :
        new String[] {"consul:", "consulkv://h:1/p", "etcd://h:1/p", "zookeeper://h:1"}) {
      try (var backend = Registries.open(uri, Optional.empty(), Map.of())) {
        assertThat(backend.knowsNode()).isEqualTo(uri.startsWith("consul:"));
      }
    }
  }
}
