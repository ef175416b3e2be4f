package praetor.testkit.vectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import praetor.testkit.vectors.Check;
import praetor.testkit.vectors.JsonText;

/** Replays whose program is a shell. */
class CliReplayIT {

  @Test
  void commandsFindFilesInputAndEnvironment() throws Exception {
    var checks =
        replay(
            """
            {"args": ["-c", "cat d/f - && echo $A $HOME $CONSUL_HTTP_ADDR && ls -d *"],
             "files": {"d/f": "in @DIR@\\n"}, "stdin": "typed\\n", "env": {"A": "@DIR@/a"},
             "expect": {"rc": 0, "stdout": ["in @DIR@", "typed", "@DIR@/a @DIR@ 127.0.0.1:1", "d", ""]}}
            """);
    assertThat(checks.getFirst().differences()).isEmpty();
    assertThat(checks.getFirst().name()).startsWith("#0 -c cat d/f");
  }

  @Test
  void variablesCanBeUnset() throws Exception {
    var checks =
        replay(
            """
            {"args": ["-c", "echo ${CONSUL_HTTP_ADDR-unset}"], "env": {"CONSUL_HTTP_ADDR": "@UNSET@"},
             "expect": {"rc": 0, "stdout": "unset\\n"}}
            """);
    assertThat(checks.getFirst().differences()).isEmpty();
  }

  @Test
  void savedOutputGoesIntoLaterCommands() throws Exception {
    var checks =
        replay(
            """
            {"args": ["-c", "echo id=77; exit 3"], "save": {"X": "id=(\\\\d+)"},
             "expect": {"rc": 3, "stdout": "id=77\\n"}},
            {"args": ["-c", "echo ${X} >&2"], "expect": {"rc": 0, "stderr": "78\\n"}}
            """);
    assertThat(checks.getFirst().differences()).isEmpty();
    assertThat(checks.getLast().differences())
        .containsExactly("stderr: expected \"78\\n\", got \"77\\n\"");
  }

  @Test
  void newFilesAreListedWithTheirModes() throws Exception {
    var checks =
        replay(
            """
            {"args": ["-c", "mkdir -m 750 new; echo > x; chmod 600 x; stat -c %a old"],
             "files": {"old": "1"}, "chmod": {"old": "0640"}, "list_files": true,
             "expect": {"rc": 0, "stdout": "640\\n", "files": {"new": "0750", "x": "0600"}}}
            """);
    assertThat(checks.getFirst().differences()).isEmpty();
  }

  @Test
  void aCommandThatRunsOnIsInterrupted() throws Exception {
    var checks =
        replay(
            """
            {"args": ["-c", "trap 'echo stopped; exit 4' INT; echo up; while :; do sleep 0.05; done"],
             "stop_after": 0.5, "expect": {"rc": 4, "stdout": "up\\nstopped\\n"}}
            """);
    assertThat(checks.getFirst().differences()).isEmpty();
  }

  @Test
  void jsonIsComparedByItsShape() throws Exception {
    var checks =
        replay(
            """
            {"args": ["-c", "echo '[{\\"a\\": 1}]'"], "json_shape": "stdout",
             "expect": {"rc": 0, "stdout": {"shape": [{"a": "int"}]}}},
            {"args": ["-c", "echo none"], "json_shape": "stdout",
             "expect": {"rc": 0, "stdout": {"shape": [{"a": "int"}]}}}
            """);
    assertThat(checks.getFirst().passed()).isTrue();
    assertThat(checks.getLast().passed()).isFalse();
  }

  private static List<Check> replay(String steps) throws Exception {
    var scenario = JsonText.object("{\"steps\": [" + steps + "]}");
    try (var replay =
        CliReplay.start(
            List.of("sh"),
            (_, _) -> {
              throw new AssertionError("no start is given, so no agent is needed");
            },
            "test",
            scenario)) {
      return replay.run().checks();
    }
  }
}
