package praetor.agent.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerMemberTest {
  private static Member member(Map<String, String> changed) {
    var any = new Member.Protocol(1, 5, 2);
    var tags =
        new HashMap<>(
            Map.of(
                "role",
                "consul",
                "dc",
                "dc1",
                "id",
                "x",
                "port",
                "8300",
                "vsn",
                "2",
                "build",
                "1.21.4:be0afc6e"));
    tags.putAll(changed);
    return new Member("srv", "10.0.0.1", 8301, tags, Member.Status.ALIVE, any, any);
  }

  @Test
  void aServerIsReachedAtItsServerPort() {
    var server = ServerMember.of(member(Map.of("expect", "3"))).orElseThrow();
    assertThat(server.address().getPort()).isEqualTo(8300);
    assertThat(server.expect()).isEqualTo(3);
    assertThat(server.bootstrap()).isFalse();
  }

  @Test
  void aServersNodeNameHasNoDatacenter() {
    var any = new Member.Protocol(1, 5, 2);
    var wan =
        new Member(
            "srv.dc1", "10.0.0.1", 8302, member(Map.of()).tags(), Member.Status.ALIVE, any, any);
    assertThat(ServerMember.of(wan).orElseThrow().node()).isEqualTo("srv");
  }

  /** Source: what a Consul 1.21.4 client takes for no server. */
  @ParameterizedTest
  @CsvSource({"role,node", "port,x", "port,0", "vsn,''", "build,dev"})
  void tagsThatContradictThemselvesMakeNoServer(String tag, String value) {
    assertThat(ServerMember.of(member(Map.of(tag, value)))).isEmpty();
  }
}
