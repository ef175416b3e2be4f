package praetor.agent.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import praetor.gossip.MemberStatus;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Versions;

class PoolAdmissionTest {
  private static final String OWN_ID = "0b6a3c1e-0000-4000-8000-00000000a001";
  private static final String OTHER_ID = "0b6a3c1e-0000-4000-8000-00000000a002";

  private final PoolAdmission server = PoolAdmission.lan(self("consul"), List.of());
  private final PoolAdmission client = PoolAdmission.lan(self("node"), List.of());

  private static Member self(String role) {
    var any = new Member.Protocol(1, 5, 2);
    var tags = Map.of("role", role, "dc", "dc1", "id", OWN_ID, "build", "1.21.4:praetor");
    return new Member("self", "127.0.0.1", 8301, tags, Member.Status.ALIVE, any, any);
  }

  private static praetor.gossip.Member member(String name, Map<String, String> changed) {
    var tags = new HashMap<>(Map.of("role", "node", "dc", "dc1", "id", OTHER_ID));
    tags.putAll(changed);
    return new praetor.gossip.Member(
        name, Endpoint.of("10.1.2.3", 8301), tags, MemberStatus.ALIVE, Versions.CONSUL);
  }

  @Test
  void anAgentOfTheDatacenterIsWelcome() {
    assertThat(client.refusal(List.of(member("web-1", Map.of())))).isEmpty();
  }

  @Test
  void anotherDatacenterIsNot() {
    assertThat(client.refusal(List.of(member("web-1", Map.of("dc", "dc2")))))
        .contains("Member 'web-1' part of wrong datacenter 'dc2'");
  }

  @Test
  void anotherAgentWithOurIdIsNot() {
    assertThat(client.refusal(List.of(member("web-1", Map.of("id", OWN_ID)))))
        .contains("Member 'web-1' has conflicting node ID '" + OWN_ID + "' with this agent's ID");
  }

  @Test
  void twoAgentsWithOneIdAreNot() {
    assertThat(client.refusal(List.of(member("web-1", Map.of()), member("web-2", Map.of()))))
        .contains("Member 'web-2' has conflicting node ID '" + OTHER_ID + "' with member 'web-1'");
  }

  @Test
  void aServerKeepsAwayFromServersOfConsul() {
    var consul = member("srv", Map.of("role", "consul", "build", "1.21.4:be0afc6e"));
    assertThat(server.looksFirst()).isTrue();
    assertThat(server.refusal(List.of(consul)).orElseThrow())
        .startsWith("Member 'srv' is a server of Consul");
    assertThat(client.looksFirst()).isFalse();
    assertThat(client.refusal(List.of(consul))).isEmpty();
  }

  @Test
  void aServerMeetsServersOfItsKind() {
    var praetor = member("srv", Map.of("role", "consul", "build", "1.21.4:praetor"));
    assertThat(server.refusal(List.of(praetor))).isEmpty();
  }

  @Test
  void onlyAllowedNetworksMayCome() {
    var narrow = PoolAdmission.lan(self("node"), List.of("10.1.0.0/16"));
    assertThat(narrow.refusal(List.of(member("web-1", Map.of())))).isEmpty();
    var other = PoolAdmission.lan(self("node"), List.of("10.2.0.0/16"));
    assertThat(other.refusal(List.of(member("web-1", Map.of())))).isPresent();
  }

  @Test
  void theServersPoolIsForServers() {
    var wan = PoolAdmission.wan(self("consul"), List.of());
    assertThat(wan.refusal(List.of(member("web-1", Map.of("dc", "dc2")))))
        .contains("Member 'web-1' is not a server");
    var other = Map.of("dc", "dc2", "role", "consul", "build", "1.21.4:praetor");
    assertThat(wan.refusal(List.of(member("srv.dc2", other)))).isEmpty();
  }
}
