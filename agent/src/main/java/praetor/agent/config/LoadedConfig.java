package praetor.agent.config;

import java.util.List;

/**
 * A configuration that passed every rule.
 *
 * @param warnings one line each, for standard error of {@code validate} and the log of an agent
 * @param withoutEffect keys that are set and that this version does nothing with
 */
public record LoadedConfig(AgentConfig config, List<String> warnings, List<String> withoutEffect) {

  public LoadedConfig {
    warnings = List.copyOf(warnings);
    withoutEffect = List.copyOf(withoutEffect);
  }
}
