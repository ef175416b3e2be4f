package praetor.http.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of the API and what answers there. A pattern with a slash at its end stands for
 * everything below it, any other for itself alone.
 *
 * <p>OPTIONS is answered for every route with an empty body; an endpoint for OPTIONS takes that
 * over.
 *
 * @param endpoints in the order of the {@code Allow} header
 */
public record Route(String pattern, List<Endpoint> endpoints) {
  public Route {
    endpoints = List.copyOf(endpoints);
  }

  public static Route at(String pattern, Endpoint... endpoints) {
    return new Route(pattern, List.of(endpoints));
  }

  /** The value of {@code Allow}: OPTIONS first, then the methods in their order. */
  public String allow() {
    var methods = new ArrayList<String>();
    methods.add("OPTIONS");
    for (var endpoint : endpoints) {
      if (!methods.contains(endpoint.method())) {
        methods.add(endpoint.method());
      }
    }
    return String.join(",", methods);
  }

  /** The endpoint of that method, else the one for any; methods are compared with their case. */
  Optional<Endpoint> endpoint(String method) {
    return named(method).or(() -> named(Endpoint.ANY_METHOD));
  }

  private Optional<Endpoint> named(String method) {
    for (var endpoint : endpoints) {
      if (endpoint.method().equals(method)) {
        return Optional.of(endpoint);
      }
    }
    return Optional.empty();
  }
}
