package praetor.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.agent.config.Cidr;
import praetor.http.BodyRule;
import praetor.http.Headers;
import praetor.http.HttpException;
import praetor.http.Response;

class RouterTest {
  private static final List<Route> ROUTES =
      List.of(
          Route.at(
              "/v1/kv/",
              Endpoint.quick("GET", e -> e.respond(Response.text(200, e.request().path()))),
              Endpoint.blocking("PUT", r -> Response.text(200, "put " + r.path()))
                  .maxBody(10, (_, bytes, max) -> Response.text(413, bytes + " > " + max))),
          Route.at("/v1/acl/token", Endpoint.blocking("PUT", _ -> Response.empty(200))),
          Route.at("/v1/acl/token/", Endpoint.quick("GET", e -> e.respond(Response.empty(200)))),
          Route.at(
              "/v1/snapshot", Endpoint.blocking("PUT", _ -> Response.empty(200)).streamedBody()),
          Route.at(
              "/v1/query/",
              Endpoint.quick("GET", e -> e.respond(Response.empty(200))),
              Endpoint.quick("OPTIONS", e -> e.respond(Response.text(200, "{}")))),
          Route.at(
              "/v1/own/",
              Endpoint.quick("GET", e -> e.respond(Response.empty(200))),
              Endpoint.quick(
                  Endpoint.ANY_METHOD,
                  e -> e.respond(Response.text(405, "own " + e.request().method())))),
          Route.at(
              "/v1/fail",
              Endpoint.quick(
                  "GET",
                  _ -> {
                    throw new IllegalStateException("No cluster leader");
                  }),
              Endpoint.blocking(
                  "PUT",
                  _ -> {
                    throw new HttpException(403, "Permission denied", Headers.of("X-Why", "acl"));
                  })));

  private static Response answer(RouterOptions options, String method, String target) {
    var exchange = new FakeExchange(FakeExchange.request(method, target));
    new Router(options, ROUTES).handle(exchange);
    return exchange.answer.orTimeout(5, java.util.concurrent.TimeUnit.SECONDS).join();
  }

  private static Response answer(String method, String target) {
    return answer(RouterOptions.defaults(), method, target);
  }

  @Test
  void aRouteMayAnswerEveryOtherMethodItself() {
    assertThat(answer("GET", "/v1/own/x").status()).isEqualTo(200);
    var answer = answer("PATCH", "/v1/own/x");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers().has("Allow")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/kv, /v1/kv/",
    "GET, /v1/kv?recurse, /v1/kv/?recurse",
    "GET, //v1/kv?x=1, /v1/kv/?x=1",
    "GET, /v1/kv/., /v1/kv/",
    "GET, /v1/kv//a%2fb?x, /v1/kv/a%252fb?x",
    "GET, '/v1/kv//a|b{}\"^\\', /v1/kv/a%257Cb%257B%257D%2522%255E%255C",
    "PUT, /v1/kv/d/../up, /v1/kv/up",
    "GET, /v1/%6bv, /v1/kv/",
    "GET, foo:bar, /"
  })
  void redirectsToTheCleanPath(String method, String target, String location) {
    var answer = answer(method, target);
    assertThat(answer.status()).isEqualTo(307);
    assertThat(answer.headers().first("Location")).contains(location);
    assertThat(FakeExchange.text(answer))
        .isEqualTo(
            method.equals("GET") ? "<a href=\"" + location + "\">Temporary Redirect</a>.\n\n" : "");
  }

  @Test
  void redirectPageEscapesItsLink() {
    assertThat(FakeExchange.text(answer("GET", "/v1/kv?a=b&c='<\">")))
        .isEqualTo("<a href=\"/v1/kv/?a=b&amp;c=&#39;&lt;&#34;&gt;\">Temporary Redirect</a>.\n\n");
  }

  @Test
  void routeWithAndWithoutSlashAreTwo() {
    assertThat(answer("PUT", "/v1/acl/token").status()).isEqualTo(200);
    assertThat(answer("GET", "/v1/acl/token").status()).isEqualTo(405);
    assertThat(answer("GET", "/v1/acl/token/").status()).isEqualTo(200);
  }

  /** Source: Consul 1.21.4. */
  @Test
  void aPathWithTheApisPrefixAnywhereIsTakenForAnEndpoint() {
    assertThat(FakeExchange.text(answer("GET", "/base/v1/kv/a")))
        .isEqualTo("Invalid URL path: not a recognized HTTP API endpoint\n");
    assertThat(FakeExchange.text(answer("GET", "/base/v1")))
        .contains("ensure the path starts with");
  }

  @Test
  void escapedSlashesAndDotsAreKeptForTheHandler() {
    assertThat(FakeExchange.text(answer("GET", "/v1/kv/d/%2e%2e/a%2Fb")))
        .isEqualTo("/v1/kv/d/../a/b");
    assertThat(answer("GET", "/v1%2Fkv/a").status()).isEqualTo(404);
  }

  @Test
  void wrongMethodNamesTheRightOnes() {
    var answer = answer("POST", "/v1/kv/a");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers().first("Allow")).contains("OPTIONS,GET,PUT");
    assertThat(FakeExchange.text(answer)).isEqualTo("method POST not allowed");
    assertThat(answer("get", "/v1/kv/a").status()).isEqualTo(405);
  }

  @Test
  void optionsIsAnsweredUnlessTheRouteDoes() {
    var answer = answer("OPTIONS", "/v1/kv/a");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().first("Allow")).contains("OPTIONS,GET,PUT");
    assertThat(FakeExchange.text(answer("OPTIONS", "/v1/query/x"))).isEqualTo("{}");
    assertThat(answer("PUT", "/v1/query/x").headers().first("Allow")).contains("OPTIONS,GET");
  }

  @Test
  void asteriskIsAnsweredToOptionsOnly() {
    assertThat(answer("OPTIONS", "*").status()).isEqualTo(200);
    var refused = answer("GET", "*");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.closesConnection()).isTrue();
  }

  @Test
  void zeroByteInThePathIsRefusedBeforeAnythingElse() {
    var answer = answer("GET", "/v1/kv/a%00b//c");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(FakeExchange.text(answer)).isEmpty();
  }

  @Test
  void thrownExceptionsBecomeAnswersWithTheHeadersOfTheApi() {
    var failed = answer("GET", "/v1/fail");
    assertThat(failed.status()).isEqualTo(500);
    assertThat(FakeExchange.text(failed)).isEqualTo("No cluster leader");
    assertThat(failed.common().headers().has("X-Consul-Default-Acl-Policy")).isTrue();
    var denied = answer("PUT", "/v1/fail");
    assertThat(denied.status()).isEqualTo(403);
    assertThat(FakeExchange.text(denied)).isEqualTo("Permission denied");
    assertThat(denied.headers().first("X-Why")).contains("acl");
  }

  @Test
  void badQueryComesBeforeBlockingWhichComesBeforeTheMethod() {
    var options =
        new RouterOptions(
            () -> "allow",
            Headers.EMPTY,
            List.of("/v1/kv/secret"),
            List.of(),
            true,
            Optional.empty());
    assertThat(answer(options, "GET", "/v1/kv/secret/a?%zz").status()).isEqualTo(500);
    assertThat(answer(options, "PATCH", "/v1/kv/secret/a").status()).isEqualTo(403);
    assertThat(FakeExchange.text(answer(options, "GET", "/v1/kv/%73ecret")))
        .isEqualTo("Endpoint is blocked by agent configuration");
    assertThat(answer(options, "GET", "/v1/kv/other").status()).isEqualTo(200);
    assertThat(answer(options, "GET", "/v1/nothing").status()).isEqualTo(404);
  }

  @Test
  void pathsThatCannotBePrintedAreRefusedBeforeAllElseUnlessThatIsOff() {
    var blocked =
        new RouterOptions(
            () -> "allow", Headers.EMPTY, List.of("/v1"), List.of(), true, Optional.empty());
    var refused = answer(blocked, "GET", "/v1/kv/%01");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(FakeExchange.text(refused)).isEmpty();
    assertThat(answer(blocked, "GET", "/v1/kv/a%20b").status()).isEqualTo(403);
    var off =
        new RouterOptions(
            () -> "allow", Headers.EMPTY, List.of(), List.of(), false, Optional.empty());
    assertThat(answer(off, "GET", "/v1/kv/%01").status()).isEqualTo(200);
  }

  @Test
  void writesCanBeKeptToSomeNetworks() {
    var elsewhere = restricted("10.0.0.0/8");
    assertThat(FakeExchange.text(answer(elsewhere, "PUT", "/v1/kv/a")))
        .isEqualTo("Access is restricted");
    assertThat(answer(elsewhere, "GET", "/v1/kv/a").status()).isEqualTo(200);
    assertThat(answer(elsewhere, "PATCH", "/v1/kv/a").status()).isEqualTo(405);
    assertThat(answer(restricted("127.0.0.0/8"), "PUT", "/v1/kv/a").status()).isEqualTo(200);
  }

  private static RouterOptions restricted(String range) {
    return new RouterOptions(
        () -> "allow",
        Headers.EMPTY,
        List.of(),
        List.of(Cidr.parse(range).orElseThrow()),
        true,
        Optional.empty());
  }

  @Test
  void configuredHeadersAreOnApiAnswersAndPagesButNotOnRedirects() {
    var options =
        new RouterOptions(
            () -> "deny",
            Headers.of("Access-Control-Allow-Origin", "*"),
            List.of(),
            List.of(),
            true,
            Optional.empty());
    var api = answer(options, "GET", "/v1/kv/a");
    assertThat(api.common().headers())
        .isEqualTo(
            Headers.of(
                "Access-Control-Allow-Origin", "*",
                "Vary", "Accept-Encoding",
                "X-Consul-Default-Acl-Policy", "deny"));
    assertThat(api.isCompressible()).isTrue();
    for (var page : List.of("/", "/v1/bogus", "/bogus")) {
      assertThat(answer(options, "GET", page).common().headers())
          .isEqualTo(Headers.of("Access-Control-Allow-Origin", "*"));
    }
    assertThat(answer(options, "GET", "//").common().headers().size()).isZero();
  }

  @Test
  void aclPolicyFollowsItsSource() {
    var policy = new AtomicReference<>("allow");
    var options =
        new RouterOptions(policy::get, Headers.EMPTY, List.of(), List.of(), true, Optional.empty());
    var router = new Router(options, ROUTES);
    for (var value : List.of("allow", "deny", "allow")) {
      policy.set(value);
      var exchange = new FakeExchange(FakeExchange.request("GET", "/v1/kv/a"));
      router.handle(exchange);
      assertThat(exchange.answer.join().common().headers().first("X-Consul-Default-Acl-Policy"))
          .contains(value);
    }
  }

  @Test
  void uiTakesTheRootAndItsOwnPath() {
    var ui =
        new RouterOptions.Ui(
            "/ui/", e -> e.respond(Response.text(200, "page " + e.request().path())));
    var options =
        new RouterOptions(
            () -> "allow", Headers.EMPTY, List.of(), List.of(), true, Optional.of(ui));
    var root = answer(options, "GET", "/?a=b");
    assertThat(root.status()).isEqualTo(301);
    assertThat(root.headers().first("Location")).contains("/ui/");
    assertThat(FakeExchange.text(root)).isEqualTo("<a href=\"/ui/\">Moved Permanently</a>.\n\n");
    assertThat(answer(options, "GET", "/ui?a").headers().first("Location")).contains("/ui/?a");
    assertThat(FakeExchange.text(answer(options, "GET", "/ui/dc1"))).isEqualTo("page /ui/dc1");
  }

  @Test
  void eachRouteSaysWhatBecomesOfBodies() {
    var router = new Router(RouterOptions.defaults(), ROUTES);
    assertThat(router.bodyRule(FakeExchange.request("PUT", "/v1/snapshot")))
        .isInstanceOf(BodyRule.Streamed.class);
    assertThat(router.bodyRule(FakeExchange.request("GET", "/v1/kv/a")))
        .isInstanceOf(BodyRule.Ignored.class);
    assertThat(router.bodyRule(FakeExchange.request("POST", "/v1/kv/a")))
        .isInstanceOf(BodyRule.Ignored.class);
    var put = FakeExchange.request("PUT", "/v1/kv/a");
    var rule = (BodyRule.Whole) router.bodyRule(put);
    assertThat(rule.maxBytes()).isEqualTo(10);
    var refusal = rule.refusal().tooLarge(put, 11, 10);
    assertThat(FakeExchange.text(refusal)).isEqualTo("11 > 10");
    assertThat(refusal.common().headers().has("Vary")).isTrue();
  }

  @Test
  void oneRoutePerPattern() {
    var twice = List.of(Route.at("/v1/a"), Route.at("/v1/a"));
    assertThatThrownBy(() -> new Router(RouterOptions.defaults(), twice))
        .hasMessage("two routes for /v1/a");
  }
}
