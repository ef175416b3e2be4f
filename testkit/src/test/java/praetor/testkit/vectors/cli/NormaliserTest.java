package praetor.testkit.vectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.RunningAgent;
import praetor.testkit.vectors.JsonText;

class NormaliserTest {
  private final Places places = new Places(Path.of("/w/dir"), Optional.of(new Agent()));
  private final Normaliser normaliser = new Normaliser(places);

  @Test
  void foldersAddressesAndPortsBecomePlaces() {
    assertThat(normalise("/w/dir/x 127.0.0.1:20001 20005 127.0.0.1:20002 /w/agent", "{}"))
        .isEqualTo("@DIR@/x @HTTP@ @WAN_PORT@ @DNS@ @AGENT_DIR@");
  }

  @Test
  void placesFillWhatGoesIntoACommand() {
    assertThat(places.fill("@DIR@/a @HTTP@ @LAN_PORT@ @NONE@"))
        .isEqualTo("/w/dir/a 127.0.0.1:20001 20004 @NONE@");
  }

  @Test
  void withoutAnAgentThereIsAnAddressWhereNobodyListens() {
    var alone = new Places(Path.of("/w/dir"), Optional.empty());
    assertThat(alone.httpAddress()).isEqualTo("127.0.0.1:1");
    assertThat(alone.fill("@HTTP@")).isEqualTo("@HTTP@");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "at 2026-11-21T11:24:00.5Z.;at @TIME@.",
        "2026-11-21 11:24:00.123 +0000 UTC m=+1.5;@TIME@",
        "6a3c1e00-0000-4000-8000-00000000a001;@UUID@",
        "Consul v1.21.4+ent;Consul v@VERSION@",
        "Consul v1.21.5;Consul v1.21.5",
        "CreateIndex: 17, \"ModifyIndex\": 18;CreateIndex: @N@, \"ModifyIndex\": @N@",
        "(reset index: 9);(reset index: @N@)",
        "00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff;@FINGERPRINT@",
      })
  void whatVariesBecomesAPlaceholder(String text, String normal) {
    assertThat(normalise(text, "{}")).isEqualTo(normal);
  }

  @Test
  void usageEndsTheTextUnlessItIsKept() {
    assertThat(normalise("Error\nUsage: x\n  -a\n", "{}")).isEqualTo("Error\n@USAGE@");
    assertThat(normalise("No Usage: x\n", "{}")).isEqualTo("No Usage: x\n");
    assertThat(normalise("Usage: x\n", "{\"keep_usage\": true}")).isEqualTo("Usage: x\n");
  }

  @Test
  void stepsAddRulesOfTheirOwn() {
    assertThat(normalise("took 12 ms", "{\"normalise\": [[\"(took) \\\\d+\", \"\\\\1 @N@\"]]}"))
        .isEqualTo("took @N@ ms");
  }

  @Test
  void squeezedTablesHaveNoWidths() {
    assertThat(normalise("Node    ID   \na b\t\tc\n-------\n", "{\"squeeze\": true}"))
        .isEqualTo("Node  ID\na b  c\n---\n");
  }

  @Test
  void sortedLinesKeepTheLastNewlineAtTheEnd() {
    assertThat(normalise("b\na\n", "{\"sort\": true}")).isEqualTo("a\nb\n");
    assertThat(normalise("c\nb\na", "{\"sort\": true}")).isEqualTo("b\nc\na");
  }

  private String normalise(String text, String step) {
    return normaliser.normalise(text, JsonText.object(step));
  }

  /** An agent that is only named. */
  private record Agent() implements RunningAgent {
    @Override
    public Path folder() {
      return Path.of("/w/agent");
    }

    @Override
    public AgentPorts ports() {
      return new AgentPorts(20_001, 20_002, 20_003, 20_004, 20_005);
    }

    @Override
    public boolean isAlive() {
      return false;
    }

    @Override
    public List<String> log() throws IOException {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
