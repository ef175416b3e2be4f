package praetor.cli.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** What the build wrote into the jar about itself. */
public final class BuildInfo {

  /** The version whose behaviour Praetor has; clients that ask for the version are told this. */
  public static final String CONSUL_VERSION = praetor.agent.Version.CONSUL;

  private static final Properties BUILD = read();

  private BuildInfo() {}

  /** Praetor's own version: {@code 0.1.0}. */
  public static String praetorVersion() {
    return property("version");
  }

  /**
   * Consul's version with Praetor's behind it as build metadata: {@code 1.21.4+praetor-0-1-0}.
   * There dots would end what scripts take for the version.
   */
  public static String consulVersion() {
    var own = praetorVersion().replace("-SNAPSHOT", "").replace('.', '-');
    return CONSUL_VERSION + "+praetor-" + own;
  }

  /** Time of the build in UTC: {@code 2026-11-21T10:00:00Z}. */
  public static String buildDate() {
    return property("date");
  }

  private static String property(String name) {
    return Objects.requireNonNull(BUILD.getProperty(name), name);
  }

  private static Properties read() {
    var properties = new Properties();
    try (var in = BuildInfo.class.getResourceAsStream("/praetor/cli/build.properties")) {
      properties.load(Objects.requireNonNull(in, "build.properties"));
      return properties;
    } catch (IOException damaged) {
      throw new UncheckedIOException("the jar is damaged", damaged);
    }
  }
}
