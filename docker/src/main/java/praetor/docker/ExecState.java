package praetor.docker;

/**
 * How a command in a container stands.
 *
 * @param exitCode meaningful when it no longer runs
 */
public record ExecState(boolean running, int exitCode) {}
