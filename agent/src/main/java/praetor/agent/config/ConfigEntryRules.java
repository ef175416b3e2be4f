package praetor.agent.config;

import java.util.Map;
import java.util.Set;

/**
 * Rules for {@code config_entries.bootstrap}: each has a kind that exists.
 *
 * <p>Source: kinds of the public configuration entry reference; texts of Consul 1.21.4.
 */
final class ConfigEntryRules {

  private static final Set<String> KINDS =
      Set.of(
          "api-gateway",
          "bound-api-gateway",
          "control-plane-request-limit",
          "exported-services",
          "file-system-certificate",
          "http-route",
          "ingress-gateway",
          "inline-certificate",
          "jwt-provider",
          "mesh",
          "proxy-defaults",
          "sameness-group",
          "service-defaults",
          "service-intentions",
          "service-resolver",
          "service-router",
          "service-splitter",
          "tcp-route",
          "terminating-gateway");

  private ConfigEntryRules() {}

  static void check(Settings settings) throws ConfigException {
    int i = 0;
    for (var entry : settings.list("config_entries.bootstrap")) {
      var where = "config_entries.bootstrap[" + i++ + "]: ";
      if (!(entry instanceof Map<?, ?> map)) {
        throw new ConfigException(where + "a config entry must be a block");
      }
      var kind = map.containsKey("kind") ? map.get("kind") : map.get("Kind");
      if (kind == null) {
        throw new ConfigException(
            where + "Payload does not contain a kind/Kind key at the top level");
      }
      if (!KINDS.contains(kind.toString())) {
        throw new ConfigException(where + "invalid config entry kind: " + kind);
      }
    }
  }
}
