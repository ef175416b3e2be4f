package praetor.agent.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import praetor.gossip.KeyringAnswer;

class KeyringTest {
  private static final String KEY = "HS5lJ+XuTlYKWaeGYyG+/A==";

  private static Keyring keyring(KeyringAnswer wan, KeyringAnswer lan) {
    return new Keyring(
        new OwnPools(
            "dc1",
            List.of(
                new OwnPools.Pool(true, (_, _, _) -> CompletableFuture.completedFuture(wan)),
                new OwnPools.Pool(false, (_, _, _) -> CompletableFuture.completedFuture(lan)))));
  }

  private static KeyringAnswer refusal(String member, String why) {
    return new KeyringAnswer(1, 1, 1, Map.of(member, why), Map.of(), Map.of());
  }

  private static final KeyringAnswer GOOD =
      new KeyringAnswer(2, 2, 0, Map.of(), Map.of(KEY, 2), Map.of(KEY, 2));

  @Test
  void aListShowsBothPoolsAndTheLocalOneAlone() {
    assertThat(keyring(GOOD, GOOD).list(false, 0))
        .extracting(Keyring.Keys::wan)
        .containsExactly(true, false);
    assertThat(keyring(GOOD, GOOD).list(true, 0))
        .singleElement()
        .satisfies(keys -> assertThat(keys.keys()).containsEntry(KEY, 2));
  }

  @Test
  void whatMembersRefuseIsToldByPool() {
    var why = "Keyring is empty (encryption not enabled)";
    assertThatThrownBy(() -> keyring(refusal("n1.dc1", why), refusal("n1", why)).list(false, 0))
        .hasMessage(
            """
            4 errors occurred:
            \t* WAN error: 1/1 nodes reported failure
            \t* n1.dc1: Keyring is empty (encryption not enabled)
            \t* dc1 (LAN) error: 1/1 nodes reported failure
            \t* n1: Keyring is empty (encryption not enabled)

            """);
  }

  @Test
  void aKeyThatIsNoBase64IsRefusedBeforeAnyMemberIsAsked() {
    assertThatThrownBy(() -> keyring(GOOD, GOOD).install("abcd*", 0))
        .hasMessage(
            """
            2 errors occurred:
            \t* WAN error: illegal base64 data at input byte 4
            \t* dc1 (LAN) error: illegal base64 data at input byte 4

            """);
  }

  @Test
  void membersThatDoNotAnswerAreCounted() {
    var silent = new KeyringAnswer(3, 2, 0, Map.of(), Map.of(KEY, 2), Map.of(KEY, 2));
    assertThatThrownBy(() -> keyring(GOOD, silent).use(KEY, 0))
        .hasMessage("1 error occurred:\n\t* dc1 (LAN) error: 2/3 nodes reported success\n\n");
  }
}
