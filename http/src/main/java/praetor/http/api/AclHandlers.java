package praetor.http.api;

import java.util.List;
import java.util.stream.Stream;
import praetor.http.Exchange;
import praetor.http.HttpException;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;

/**
 * /v1/acl/: a server without access control refuses each of the calls alike.
 *
 * <p>Source: Consul 1.21.4 with ACLs off answers 401 "ACL support disabled" under these paths and
 * 404 under those of the ACLs before 1.4.
 */
final class AclHandlers {
  private static final List<String> READ =
      List.of(
          "auth-methods",
          "binding-rules",
          "policies",
          "policy/name/",
          "replication",
          "role/name/",
          "roles",
          "templated-policies",
          "templated-policy/name/",
          "token/self",
          "tokens");

  private static final List<String> WRITTEN =
      List.of("auth-method", "binding-rule", "bootstrap", "policy", "role", "token");

  private static final List<String> POSTED =
      List.of("login", "logout", "templated-policy/preview/");

  private static final List<String> OBJECTS =
      List.of("auth-method/", "binding-rule/", "policy/", "role/", "token/");

  private AclHandlers() {}

  static List<Route> routes() {
    return Stream.of(
            routes(READ, "GET"),
            routes(WRITTEN, "PUT"),
            routes(POSTED, "POST"),
            routes(OBJECTS, "GET", "PUT", "DELETE"))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Route> routes(List<String> paths, String... methods) {
    var endpoints =
        Stream.of(methods)
            .map(method -> Endpoint.quick(method, AclHandlers::disabled))
            .toArray(Endpoint[]::new);
    return paths.stream().map(path -> Route.at("/v1/acl/" + path, endpoints)).toList();
  }

  private static void disabled(Exchange exchange) {
    throw new HttpException(401, "ACL support disabled");
  }
}
