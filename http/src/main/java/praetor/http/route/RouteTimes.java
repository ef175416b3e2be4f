package praetor.http.route;

import praetor.agent.metrics.Metrics;
import praetor.agent.metrics.Sample;

/**
 * How long the requests of a route take, by their method.
 *
 * <p>Source: {@code consul.api.http} of Consul 1.21.4, with the labels {@code method} and {@code
 * path}: the pattern, its slashes as underscores.
 */
record RouteTimes(Metrics.Family<Sample> byMethod) {
  static RouteTimes of(String pattern, Metrics metrics) {
    var path = pattern.substring(1).replace('/', '_');
    return new RouteTimes(metrics.samples("api.http", "method", "path", path));
  }

  Sample of(String method) {
    return byMethod.of(method);
  }
}
