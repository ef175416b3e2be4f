package praetor.agent.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Where the agent's log goes.
 *
 * @param level lower case: trace, debug, info, warn, error
 * @param rotateBytes 0 does not rotate by size
 * @param rotateMaxFiles 0 keeps all, -1 none
 */
public record LogConfig(
    String level,
    boolean json,
    Optional<String> file,
    long rotateBytes,
    Duration rotateDuration,
    int rotateMaxFiles,
    boolean syslog,
    String syslogFacility) {}
