package praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompletionTest {

  private static List<String> answers(String line) {
    return CliRun.of(List.of(), Map.of("COMP_LINE", line), "").stdout().lines().toList();
  }

  @Test
  void wordsOfCommandsAreCompleted() {
    assertThat(answers("praetor k")).containsExactly("keygen", "keyring", "kv");
    assertThat(answers("praetor kv")).containsExactly("kv");
    assertThat(answers("praetor kv ")).containsExactly("delete", "export", "get", "import", "put");
    assertThat(answers("praetor operator raft r")).containsExactly("recover", "remove-peer");
  }

  @Test
  void flagsAreCompletedBeforeTheFirstCommandOnly() {
    assertThat(answers("praetor -"))
        .containsExactly("-help", "-version", "-autocomplete-install", "-autocomplete-uninstall");
    assertThat(answers("praetor kv get -")).isEmpty();
  }

  @Test
  void whatFollowsACommandIsTheUsersOwn() {
    assertThat(answers("praetor kv get ")).isEmpty();
    assertThat(answers("praetor")).isEmpty();
  }

  @Test
  void unknownWordsChangeNothing() {
    assertThat(answers("praetor kv nope g")).containsExactly("get");
  }

  @Test
  void theLineEndsAtTheCursor() {
    var environment = Map.of("COMP_LINE", "praetor kv get x", "COMP_POINT", "12");
    assertThat(CliRun.of(List.of(), environment, "").stdout()).isEqualTo("get\n");
  }

  @Test
  void installingAndUninstallingAtOnceIsRefused() {
    assertThat(CliRun.of("kv", "-autocomplete-install", "--autocomplete-uninstall"))
        .isEqualTo(
            new CliRun(
                1,
                "",
                "Error executing CLI: Either the autocomplete install or uninstall flag may be"
                    + " specified, but not both.\n"));
  }
}
