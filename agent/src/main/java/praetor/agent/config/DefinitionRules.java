package praetor.agent.config;

import java.time.Duration;
import java.util.List;

/**
 * Rules for services and checks of configuration files.
 *
 * <p>Source: texts of Consul 1.21.4; names and ports are not judged here.
 */
final class DefinitionRules {

  private DefinitionRules() {}

  static void check(AgentConfig config) throws ConfigException {
    for (var service : config.services()) {
      var where = "service \"" + service.name() + "\": ";
      for (var check : service.checks()) {
        check(check, where);
      }
      connect(service, where);
    }
    for (var check : config.checks()) {
      check(check, "");
    }
  }

  private static void check(CheckDefinition check, String where) throws ConfigException {
    var name = where + "check \"" + check.name() + "\": ";
    boolean interval = isPositive(check.interval());
    boolean ttl = isPositive(check.ttl());
    boolean alias = !check.aliasNode().isEmpty() || !check.aliasService().isEmpty();
    if (interval && ttl && (alias || isProbe(check))) {
      throw new ConfigException(name + "Interval and TTL cannot both be specified");
    }
    if (isProbe(check) && !interval) {
      throw new ConfigException(
          name + "Interval must be > 0 for Script, HTTP, H2PING, TCP, UDP or OSService checks");
    }
    if (alias && ttl) {
      throw new ConfigException(name + "TTL must be not be set for Alias checks");
    }
    if (!alias && !isProbe(check) && !ttl) {
      throw new ConfigException(name + "TTL must be > 0 for TTL checks");
    }
    limits(check, name);
  }

  private static void limits(CheckDefinition check, String name) throws ConfigException {
    if (check.outputMaxSize() < 0) {
      throw new ConfigException(name + "MaxOutputMaxSize must be positive");
    }
    if (check.failuresBeforeWarning() > check.failuresBeforeCritical()) {
      throw new ConfigException(
          name + "FailuresBeforeWarning can't be higher than FailuresBeforeCritical");
    }
  }

  /** A check that the agent runs, against one that waits to be told. */
  private static boolean isProbe(CheckDefinition check) {
    return !check.args().isEmpty()
        || !check.http().isEmpty()
        || !check.h2ping().isEmpty()
        || !check.tcp().isEmpty()
        || !check.udp().isEmpty()
        || !check.grpc().isEmpty()
        || !check.osService().isEmpty();
  }

  private static void connect(ServiceDefinition service, String where) throws ConfigException {
    boolean nativeConnect = service.connect().at("native").orElse(false).equals(true);
    if (nativeConnect && service.port() == 0 && service.socketPath().isEmpty()) {
      throw new ConfigException(
          where
              + Errors.join(
                  List.of("Port or SocketPath must be set for a Connect native service.")));
    }
  }

  private static boolean isPositive(Duration duration) {
    return duration.compareTo(Duration.ZERO) > 0;
  }
}
