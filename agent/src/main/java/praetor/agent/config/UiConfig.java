package praetor.agent.config;

import java.util.Optional;

/**
 * The {@code ui_config} block.
 *
 * @param dir folder with other files to serve
 * @param contentPath path prefix with a slash at both ends
 */
public record UiConfig(boolean enabled, Optional<String> dir, String contentPath) {}
