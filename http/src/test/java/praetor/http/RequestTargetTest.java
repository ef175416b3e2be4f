package praetor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
  private static Optional<RequestTarget> get(String target) {
    return RequestTarget.parse("GET", target);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/kv/a, /v1/kv/a, /v1/kv/a",
    "/v1/kv/a%2Fb, /v1/kv/a/b, /v1/kv/a%2Fb",
    "/v1/kv/%2e%2e/x, /v1/kv/../x, /v1/kv/%2e%2e/x",
    "/v1/kv/a+b, /v1/kv/a+b, /v1/kv/a+b",
    "/v1/%63atalog, /v1/catalog, /v1/%63atalog",
    "/a|b, /a|b, /a%7Cb",
    "/a#b, /a#b, /a%23b",
    "/it's(1)!, /it's(1)!, /it's(1)!",
    // An odd character makes the whole path be escaped anew: the escaped slash becomes a real one.
    "/a%2Fb|c, /a/b|c, /a/b%7Cc"
  })
  void takesPathsApartAsGoDoes(String target, String path, String escaped) {
    assertThat(get(target)).contains(new RequestTarget(path, escaped, ""));
  }

  @Test
  void rawBytesAboveAsciiStayBytes() {
    var target = get("/v1/kv/\u00c5\u00be").orElseThrow();
    assertThat(target.path()).isEqualTo("/v1/kv/\u00c5\u00be");
    assertThat(target.escapedPath()).isEqualTo("/v1/kv/%C5%BE");
  }

  @Test
  void queryIsEverythingAfterTheFirstQuestionMark() {
    assertThat(get("/a?b=c?d&e").orElseThrow().rawQuery()).isEqualTo("b=c?d&e");
    assertThat(get("/a?").orElseThrow().rawQuery()).isEmpty();
  }

  @Test
  void absoluteFormKeepsThePathOnly() {
    assertThat(get("http://host:8500/v1/kv/a?b"))
        .contains(new RequestTarget("/v1/kv/a", "/v1/kv/a", "b"));
    assertThat(get("http://host")).contains(new RequestTarget("", "", ""));
    assertThat(get("http://host?q")).contains(new RequestTarget("", "", "q"));
    assertThat(get("foo:bar")).contains(new RequestTarget("", "", ""));
  }

  @Test
  void asteriskStandsAlone() {
    assertThat(RequestTarget.parse("OPTIONS", "*").orElseThrow().path()).isEqualTo("*");
  }

  @Test
  void connectNamesAnAuthority() {
    assertThat(RequestTarget.parse("CONNECT", "host:80")).contains(new RequestTarget("", "", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1/kv",
        "?x",
        "/a%zz",
        "/a%",
        "/a%4",
        "/a\u0001",
        "/a?\u007f",
        ":a",
        "1a:b",
        "http://a b/"
      })
  void refusesWhatGoRefuses(String target) {
    assertThat(get(target)).isEmpty();
  }

  @Test
  void unescapesSegmentsButKeepsEscapedSlashesApart() {
    assertThat(RequestTarget.unescapeSegments("/v1/%63atalog/x")).isEqualTo("/v1/catalog/x");
    assertThat(RequestTarget.unescapeSegments("/v1/catalog%2Fnodes"))
        .isEqualTo("/v1/catalog\0nodes");
  }

  @Test
  void encodesAPathAsAUrl() {
    assertThat(RequestTarget.encode("/a%2fb c?", "x=1&y")).isEqualTo("/a%252fb%20c%3F?x=1&y");
    assertThat(RequestTarget.encode("/v1/kv/", "")).isEqualTo("/v1/kv/");
  }

  /** Source: Consul 1.21.4 answers 400 to the second half of these. */
  @ParameterizedTest
  @CsvSource({
    "/v1/kv/a b, true",
    "/v1/kv/%20, true",
    "/v1/kv/%c3%bc, true",
    "/v1/kv/%ff, true",
    "/v1/kv/a?x=%01, true",
    "/v1/kv/%01, false",
    "/v1/kv/%0a, false",
    "/v1/kv/%7f, false",
    "/v1/kv/%c2%a0, false",
    "/v1/kv/%e2%80%8b, false"
  })
  void printablePathsAreToldFromOthers(String target, boolean printable) {
    assertThat(get(target).orElseThrow().isPrintable()).isEqualTo(printable);
  }
}
