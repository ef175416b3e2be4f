package praetor.agent.sockaddr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates come to what Consul 1.21.4 made of them on a machine with these interfaces. */
class AddressTemplateTest {
  private static final Set<String> ETHERNET = Set.of("up", "broadcast", "multicast");

  private static final List<IfAddr> MACHINE =
      machine(
          "lo 127.0.0.1/8",
          "lo ::1/128",
          "eth0 10.1.2.3/24",
          "eth0 172.16.5.9/20",
          "eth0 8.8.4.4/25",
          "eth0 fd12:3456::9/48",
          "eth0 2600:1f18::5/64",
          "eth1 192.168.7.7/16",
          "eth1 100.64.3.2/10",
          "eth1 10.1.9.1/32",
          "docker0 172.17.0.1/16",
          "docker0 169.254.9.9/16",
          "down0 10.77.0.1/24");

  record Recorded(boolean fails, String expression, String outcome) {}

  private static List<IfAddr> machine(String... lines) {
    var all = new ArrayList<IfAddr>();
    for (var line : lines) {
      var parts = line.split("[ /]", -1);
      var flags =
          switch (parts[0]) {
            case "lo" -> Set.of("up", "loopback");
            case "down0" -> Set.of("broadcast", "multicast");
            default -> ETHERNET;
          };
      all.add(
          IfAddr.of(
              parts[0], ip(parts[1]), Integer.parseInt(parts[2]), flags, parts[0].equals("eth0")));
    }
    return all;
  }

  private static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static Stream<Recorded> recorded() throws IOException {
    try (var in =
        Objects.requireNonNull(AddressTemplateTest.class.getResourceAsStream("recorded.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\t", -1))
              .map(parts -> new Recorded(parts[0].equals("E"), parts[1], parts[2]))
              .toList()
              .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void templatesComeToWhatWasRecorded(Recorded recorded) throws TemplateException {
    var template = "x{{ " + recorded.expression() + " }}y";
    if (recorded.fails()) {
      assertThatThrownBy(() -> AddressTemplate.resolve(template, MACHINE))
          .isInstanceOf(TemplateException.class)
          .extracting(
              e -> "error parsing " + AddressTemplate.quoted(template) + ": " + e.getMessage())
          .isEqualTo(recorded.outcome());
    } else {
      assertThat(AddressTemplate.resolve(template, MACHINE).split(" ", -1)[0])
          .isEqualTo(recorded.outcome());
    }
  }

  @Test
  void listsOfOneFamilyAreSortedInEveryOrder() throws TemplateException {
    var v4 =
        "{{ GetAllInterfaces | include \"type\" \"ipv4\" | exclude \"name\" \"lo|down\" | sort \"";
    var names = "\" | join \"address\" \",\" }}";
    assertThat(AddressTemplate.resolve(v4 + "address" + names, MACHINE))
        .startsWith("8.8.4.4,10.1.2.3,10.1.9.1,100.64.3.2,");
    assertThat(AddressTemplate.resolve(v4 + "-address" + names, MACHINE))
        .startsWith("192.168.7.7,172.17.0.1,");
    assertThat(AddressTemplate.resolve(v4 + "size,address" + names, MACHINE))
        .isEqualTo(
            "100.64.3.2,169.254.9.9,172.17.0.1,192.168.7.7,172.16.5.9,10.1.2.3,8.8.4.4,10.1.9.1");
  }

  @Test
  void textAroundTemplatesStaysAndDashesTrimIt() throws TemplateException {
    assertThat(AddressTemplate.resolve("a {{ GetPublicIP }} b {{ GetPrivateIP }}", MACHINE))
        .isEqualTo("a 8.8.4.4 b 172.16.5.9");
    assertThat(AddressTemplate.resolve("a {{- \"b\" -}} c", MACHINE)).isEqualTo("abc");
    assertThat(AddressTemplate.resolve("127.0.0.1", List.of())).isEqualTo("127.0.0.1");
  }
}
