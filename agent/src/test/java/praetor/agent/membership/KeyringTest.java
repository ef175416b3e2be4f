package praetor.agent.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyringTest {
  private static final Member.Protocol ANY = new Member.Protocol(1, 5, 2);

  private final Keyring keyring =
      new Keyring(Membership.alone(member("node1"), member("node1.dc1")), "dc1");

  private static Member member(String name) {
    return new Member(name, "127.0.0.1", 8301, Map.of(), Member.Status.ALIVE, ANY, ANY);
  }

  @Test
  void aListFailsInBothPools() {
    assertThat(keyring.list(false))
        .hasMessage(
            """
            4 errors occurred:
            \t* WAN error: 1/1 nodes reported failure
            \t* node1.dc1: Keyring is empty (encryption not enabled)
            \t* dc1 (LAN) error: 1/1 nodes reported failure
            \t* node1: Keyring is empty (encryption not enabled)

            """);
  }

  @Test
  void aLocalListLeavesOutTheOtherPool() {
    assertThat(keyring.list(true))
        .hasMessage(
            """
            2 errors occurred:
            \t* dc1 (LAN) error: 1/1 nodes reported failure
            \t* node1: Keyring is empty (encryption not enabled)

            """);
  }

  @Test
  void aKeyThatIsNoBase64IsRefusedBeforeAnyMemberIsAsked() {
    assertThat(keyring.change("abcd*"))
        .hasMessage(
            """
            2 errors occurred:
            \t* WAN error: illegal base64 data at input byte 4
            \t* dc1 (LAN) error: illegal base64 data at input byte 4

            """);
  }

  @Test
  void aGoodKeyFindsNothingToChange() {
    assertThat(keyring.change("YWJj").getMessage())
        .startsWith("4 errors occurred:")
        .contains("\t* node1: No keyring to modify (encryption not enabled)\n");
  }
}
