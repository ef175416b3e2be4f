package praetor.agent.config;

import java.time.Duration;

/**
 * What holds for all health checks of the agent.
 *
 * @param outputMaxSize bytes of a check's output that are kept
 * @param updateInterval how late a changed output alone may reach the catalog
 */
public record CheckConfig(
    int outputMaxSize,
    Duration updateInterval,
    boolean discardOutput,
    boolean enableScripts,
    boolean enableLocalScripts,
    boolean enableAgentTls) {}
