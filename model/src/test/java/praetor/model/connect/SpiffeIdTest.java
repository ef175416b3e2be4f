package praetor.model.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids as Consul 1.21.4 takes them. */
class SpiffeIdTest {
  @Test
  void namesAreEscapedAndReadAgain() {
    var id = new SpiffeId.Service("x.consul", "default", "dc1", "a b:+%");
    assertThat(id.uri()).isEqualTo("spiffe://x.consul/ns/default/dc/dc1/svc/a%20b:+%25");
    assertThat(SpiffeId.parse(id.uri())).isEqualTo(Optional.of(id));
  }

  @Test
  void everyKindIsKnown() {
    assertThat(SpiffeId.parse("spiffe://x.consul")).contains(new SpiffeId.Signing("x.consul"));
    assertThat(SpiffeId.parse("spiffe://x.consul/agent/client/dc/dc1/id/n1"))
        .contains(new SpiffeId.Agent("x.consul", "dc1", "n1"));
    assertThat(SpiffeId.parse("spiffe://x.consul/gateway/mesh/dc/dc1"))
        .contains(new SpiffeId.MeshGateway("x.consul", "dc1"));
    assertThat(SpiffeId.parse("spiffe://x.consul/agent/server/dc/dc1"))
        .contains(new SpiffeId.Server("x.consul", "dc1"));
    assertThat(SpiffeId.parse("spiffe://x.consul/ap/p/ns/default/dc/dc1/svc/web"))
        .contains(new SpiffeId.Service("x.consul", "default", "dc1", "web"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bogus",
        "http://x.consul/ns/default/dc/dc1/svc/web",
        "spiffe://x.consul/bogus",
        "spiffe://x.consul/ns/default/dc/dc1/svc/a/b",
        "spiffe:///ns/default/dc/dc1/svc/web",
        "spiffe://x.consul/ns/default/dc/dc1/svc/a b"
      })
  void anythingElseIsNone(String text) {
    assertThat(SpiffeId.parse(text)).isEmpty();
  }
}
