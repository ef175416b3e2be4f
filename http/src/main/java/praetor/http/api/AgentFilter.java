package praetor.http.api;

import java.util.List;
import java.util.function.Function;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.model.HealthCheck;
import praetor.model.codec.Shape;
import praetor.model.filter.Filter;
import praetor.model.filter.FilterException;

/** The {@code filter} parameter of the agent's lists. */
final class AgentFilter {
  private AgentFilter() {}

  /**
   * The rows that the request's filter keeps; all without one.
   *
   * @param form what the filter sees of a row
   * @throws HttpException 500 with Consul's text
   */
  static <R, T> List<R> keep(Request request, List<R> rows, Shape<T> shape, Function<R, T> form) {
    var expression = request.query().get("filter");
    if (expression.isEmpty()) {
      return rows;
    }
    try {
      var filter = Filter.parse(expression, shape);
      return rows.stream().filter(row -> filter.matches(form.apply(row))).toList();
    } catch (FilterException e) {
      throw new HttpException(500, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The checks that the request's filter keeps. Consul looks at the meaning of this filter only
   * when there are checks, and tells of it in fewer words. Source: GET /v1/agent/checks of 1.21.4.
   *
   * @throws HttpException 500 with Consul's text
   */
  static List<HealthCheck> keepChecks(Request request, List<HealthCheck> checks) {
    var expression = request.query().get("filter");
    if (expression.isEmpty()) {
      return checks;
    }
    try {
      return Filter.parse(expression, HealthCheck.SHAPE).keep(checks);
    } catch (FilterException e) {
      if (e.kind() == FilterException.Kind.SYNTAX) {
        throw new HttpException(500, String.valueOf(e.getMessage()));
      }
      if (checks.isEmpty()) {
        return checks;
      }
      throw new HttpException(500, e.detail());
    }
  }
}
