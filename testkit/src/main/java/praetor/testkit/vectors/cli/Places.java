package praetor.testkit.vectors.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.RunningAgent;

/**
 * What differs from run to run and is known before: folders, addresses and ports, each with its
 * placeholder.
 */
final class Places {
  private static final String HTTP = "@HTTP@";

  /** Placeholders and what they stand for; in texts, earlier ones are replaced first. */
  private final List<Map.Entry<String, String>> places = new ArrayList<>();

  /**
   * The places of one replay.
   *
   * @param folder the folder that commands run in, {@code @DIR@}
   */
  Places(Path folder, Optional<RunningAgent> agent) {
    add("@DIR@", folder.toString());
    agent.ifPresent(a -> add(a.ports(), a.folder()));
  }

  private void add(AgentPorts ports, Path folder) {
    var named =
        List.of(
            Map.entry("HTTP", ports.http()),
            Map.entry("DNS", ports.dns()),
            Map.entry("SERVER", ports.server()),
            Map.entry("LAN", ports.serfLan()),
            Map.entry("WAN", ports.serfWan()));
    named.forEach(port -> add("@" + port.getKey() + "@", "127.0.0.1:" + port.getValue()));
    named.forEach(port -> add("@" + port.getKey() + "_PORT@", Integer.toString(port.getValue())));
    add("@AGENT_DIR@", folder.toString());
  }

  private void add(String placeholder, String value) {
    places.add(Map.entry(placeholder, value));
  }

  /** The agent's address; one where nobody listens when there is no agent. */
  String httpAddress() {
    return places.stream()
        .filter(place -> place.getKey().equals(HTTP))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("127.0.0.1:1");
  }

  /** Puts the values in place of the placeholders, for what goes into a command. */
  String fill(String text) {
    var filled = text;
    for (var place : places) {
      filled = filled.replace(place.getKey(), place.getValue());
    }
    return filled;
  }

  /** Puts the placeholders in place of the values, for what comes out of a command. */
  String abstracted(String text) {
    var general = text;
    for (var place : places) {
      general = general.replace(place.getValue(), place.getKey());
    }
    return general;
  }
}
