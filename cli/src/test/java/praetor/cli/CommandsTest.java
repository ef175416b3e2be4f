package praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import praetor.cli.command.Flag;
import praetor.cli.command.Help;
import praetor.client.JsonView;

class CommandsTest {
  /** Flags of what reads snapshots. */
  private static final Set<String> SEAL = Set.of("key-file", "passphrase-file");

  /** Flags beyond those of Consul. */
  private static final Map<String, Set<String>> OURS =
      Map.of(
          "agent", Set.of("registrator"),
          "snapshot cat", SEAL,
          "snapshot decode", with("full"),
          "snapshot diff", SEAL,
          "snapshot grep", with("i", "l"),
          "snapshot inspect", SEAL,
          "snapshot ls", with("l"),
          "snapshot restore", with("as", "dry-run", "keep-unknown", "only"),
          "snapshot save", Set.of("target"));

  /** Commands of Consul Enterprise or of other programs; what they take is known from elsewhere. */
  private static final Set<String> ELSEWHERE =
      Set.of("env", "snapshot agent", "registrator", "template");

  /** Our own. */
  private static final Set<String> NEW =
      Set.of(
          "backup cat",
          "backup create",
          "backup diff",
          "backup ls",
          "backup restore",
          "backup verify",
          "consul-backup",
          "operator raft recover",
          "serve-snapshot");

  private static Set<String> with(String... more) {
    var flags = new HashSet<>(SEAL);
    flags.addAll(List.of(more));
    return flags;
  }

  static List<String> commands() {
    var names = new ArrayList<String>();
    collect("", names);
    return names;
  }

  private static void collect(String group, List<String> names) {
    for (var word : Commands.below(group).keySet()) {
      var name = group.isEmpty() ? word : group + " " + word;
      if (Commands.isGroup(name)) {
        collect(name, names);
      } else {
        names.add(name);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyListedCommandExistsAndExplainsItself(String name) {
    var command = Commands.create(name).orElseThrow();
    assertThat(command.synopsis()).startsWith(name);
    assertThat(Help.of(command)).startsWith("Usage: praetor " + name).contains(".");
    assertThat(Help.of(command).lines().mapToInt(String::length).max().orElse(0)).isLessThan(100);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandTakesTheFlagsThatConsulTakes(String name) {
    Assumptions.assumeThat(ELSEWHERE).doesNotContain(name);
    Assumptions.assumeThat(NEW).doesNotContain(name);
    var known = VectorFile.json("cli-flags.json");
    var expected = new TreeMap<String, String>();
    var command = known.field("commands").field(name);
    command.field("flags").fields(CommandsTest::type).forEach(expected::put);
    command
        .field("http")
        .texts()
        .forEach(flag -> expected.put(flag, type(known.field("http_flags").field(flag))));
    var declared = new TreeMap<String, String>();
    Commands.create(name).orElseThrow().flags().all().forEach(f -> declared.put(f.name(), type(f)));
    declared.keySet().removeAll(OURS.getOrDefault(name, Set.of()));
    assertThat(declared).isEqualTo(expected);
  }

  private static String type(JsonView flag) {
    return flag.text("type");
  }

  private static String type(Flag<?> flag) {
    return flag.type();
  }

  @Test
  void helpGoesToStandardOutputAndExitsWithZero() {
    for (var words : List.of(List.of("-h"), List.of("kv", "-h"), List.of("kv", "get", "-help"))) {
      var run = CliRun.of(words, Map.of(), "");
      assertThat(run.exitCode()).isZero();
      assertThat(run.stdout()).startsWith("Usage: praetor");
      assertThat(run.stderr()).isEmpty();
    }
  }

  @Test
  void theVersionNamesConsulsAndOurOwn() {
    assertThat(CliRun.of("version").stdout())
        .matches(
            "Consul v1\\.21\\.4\\+praetor-[0-9-]+\\nBuild Date \\S+Z\\nProtocol 2 (?s:.*)\\n\\n");
    assertThat(CliRun.of("version", "-format=json").stdout())
        .contains("\"Version\": \"1.21.4\"")
        .containsPattern("\"Revision\": \"praetor-[0-9.]+");
    assertThat(CliRun.of("version", "-format=yaml"))
        .isEqualTo(new CliRun(1, "", "Unknown format: yaml\n"));
  }

  @Test
  void commandsOfLaterVersionsSaySo() {
    for (var words : List.of(List.of("acl", "token", "list"), List.of("peering", "-h"))) {
      var run = CliRun.of(words, Map.of(), "");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.stderr())
          .isEqualTo(
              "The command \"" + words.getFirst() + "\" is not part of this version of Praetor.\n");
    }
  }
}
