package praetor.agent.local;

import praetor.agent.config.CheckConfig;

/**
 * What registrations may ask of the agent.
 *
 * @param remoteScripts whether a check registered by API may start a program
 * @param localScripts whether a check of a configuration file may
 * @param sidecarPortMin the first port that a sidecar without one gets
 * @param sidecarPortMax the last one
 */
public record CheckPolicy(
    boolean remoteScripts, boolean localScripts, int sidecarPortMin, int sidecarPortMax) {
  /** Source: Consul's defaults of {@code ports.sidecar_min_port} and {@code _max_port}. */
  public static final int SIDECAR_PORT_MIN = 21_000;

  public static final int SIDECAR_PORT_MAX = 21_255;

  public static CheckPolicy of(CheckConfig config) {
    return new CheckPolicy(
        config.enableScripts(),
        config.enableScripts() || config.enableLocalScripts(),
        SIDECAR_PORT_MIN,
        SIDECAR_PORT_MAX);
  }
}
