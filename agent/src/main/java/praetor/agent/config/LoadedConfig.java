package praetor.agent.config;

import java.util.List;

/**
 * A configuration that passed every rule.
 *
 * @param warnings one line each, for standard error of {@code validate} and the log of an agent
 */
public record LoadedConfig(AgentConfig config, List<String> warnings) {

  public LoadedConfig {
    warnings = List.copyOf(warnings);
  }
}
