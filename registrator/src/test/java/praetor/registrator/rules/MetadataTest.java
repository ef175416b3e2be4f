package praetor.registrator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.model.codec.JsonValue;

/** Which names are for a port, and which of several wins; as registrator 9.2 of fayrus answers. */
class MetadataTest {
  private static final PortKey TCP_80 = new PortKey(80, "tcp");

  private static Metadata metadata(PortKey port, List<String> environment, List<String> labels) {
    var container =
        new ContainerView(
            "0123456789ab",
            "web",
            "web",
            pairs(environment),
            pairs(labels),
            "bridge",
            new TreeMap<>(),
            Map.of(),
            new ContainerView.State(true, "", Optional.empty()),
            List.of(),
            new JsonValue.Obj(Map.of()));
    return Metadata.of(container, port);
  }

  private static Map<String, String> pairs(List<String> lines) {
    var pairs = new LinkedHashMap<String, String>();
    for (var line : lines) {
      int equals = line.indexOf('=');
      pairs.putLast(line.substring(0, equals), line.substring(equals + 1));
    }
    return pairs;
  }

  @ParameterizedTest
  @CsvSource({
    "A, {a=v}",
    "80_A, {a=v}",
    "80, {}",
    "80_, {=v}",
    "080_A, {}",
    "+80_A, {}",
    "-80_A, {}",
    "81_A, {}",
    "99999999999999999999_A, {99999999999999999999_a=v}",
    "80_Tcp_A, {a=v}",
    "80_udp_A, {}",
    "80_sctp_A, {sctp_a=v}",
    "79-81_A, {a=v}",
    "079-+81_A, {a=v}",
    "1-100000_A, {a=v}",
    "79-81_tcp_A, {a=v}",
    "79-81_udp_A, {}",
    "79-81, {}",
    "81-79_A, {81-79_a=v}",
    "82-90_A, {82-90_a=v}",
    "79-81-82_A, {79-81-82_a=v}",
    "1-99999999999999999999_A, {1-99999999999999999999_a=v}",
  })
  void namesSayWhichPortTheyAreFor(String name, String expected) {
    var metadata = metadata(TCP_80, List.of("SERVICE_" + name + "=v"), List.of());
    assertThat(metadata.without(List.of())).hasToString(expected);
  }

  @Test
  void sctpIsAProtocolOfItsOwnPorts() {
    var metadata = metadata(new PortKey(80, "sctp"), List.of("SERVICE_80_SCTP_A=v"), List.of());
    assertThat(metadata.text("a")).isEqualTo("v");
  }

  @ParameterizedTest
  @CsvSource({
    "80_A=own A=all, , own",
    "79-81_A=range A=all, , range",
    "80_A=port 79-81_A=range, , range",
    "79-81_A=range 80_A=port, , port",
    "80_tcp_A=protocol 80_A=port, , port",
    "A=first a=second, , second",
    "80_A=variable, A=label, variable",
    "80_tcp_A=variable, 79-81_A=label, label",
    "A=variable, A=label, label",
    "A=all, 80_A=, ''",
    "'', 80_A=port 79-81_A=range, port",
    "'', 80_tcp_A=protocol 80_A=port, protocol",
  })
  void theStrongestNameWins(String environment, String labels, String expected) {
    assertThat(metadata(TCP_80, names(environment), names(labels)).text("a")).isEqualTo(expected);
  }

  private static List<String> names(String words) {
    return words == null || words.isEmpty()
        ? List.of()
        : List.of(words.split(" ")).stream().map(word -> "SERVICE_" + word).toList();
  }

  @Test
  void anEmptyNameForThePortTakesTheSharedOneAway() {
    var metadata = metadata(TCP_80, List.of("SERVICE_NAME=web", "SERVICE_80_NAME="), List.of());
    assertThat(metadata.ownName()).isEmpty();
    assertThat(metadata.sharedName()).isEmpty();
  }
}
