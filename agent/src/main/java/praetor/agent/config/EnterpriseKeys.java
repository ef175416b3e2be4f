package praetor.agent.config;

import java.util.List;
import java.util.Map;

/** Warns of keys that only Consul Enterprise gives a meaning. */
final class EnterpriseKeys {

  private static final Map<String, String> SHOWN_AS =
      Map.of(
          "audit.enabled", "audit",
          "non_voting_server", "read_replica (or the deprecated non_voting_server)",
          "read_replica", "read_replica (or the deprecated non_voting_server)");

  private EnterpriseKeys() {}

  static void warn(Settings settings, List<String> warnings) {
    KeyTable.INSTANCE
        .all()
        .forEach(
            (path, key) -> {
              if (key.enterprise() && settings.at(path).isPresent()) {
                warnings.add(
                    "\"%s\" is a Consul Enterprise configuration and will have no effect"
                        .formatted(SHOWN_AS.getOrDefault(path, path)));
              }
            });
  }
}
