package praetor.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static final RouteTable<String> TABLE =
      new RouteTable<>(
          Map.of(
              "/", "root",
              "/ui/", "page",
              "/v1/kv/", "kv",
              "/v1/acl/token", "create",
              "/v1/acl/token/", "token",
              "/v1/acl/token/self", "self",
              "/v1/acl/", "acl"));

  @Test
  void exactPatternsStandForThemselves() {
    assertThat(TABLE.find("/v1/acl/token")).contains("create");
    assertThat(TABLE.find("/v1/acl/token/self")).contains("self");
    assertThat(TABLE.find("/")).contains("root");
  }

  @Test
  void prefixesStandForEverythingBelowTheLongestFirst() {
    assertThat(TABLE.find("/v1/kv/")).contains("kv");
    assertThat(TABLE.find("/v1/kv/a/b")).contains("kv");
    assertThat(TABLE.find("/v1/acl/token/x")).contains("token");
    assertThat(TABLE.find("/v1/acl/tokens")).contains("acl");
    assertThat(TABLE.find("/ui/")).contains("page");
    assertThat(TABLE.find("/ui/x")).contains("page");
    assertThat(TABLE.find("/ui/dc1/services")).contains("page");
  }

  @Test
  void nothingElseIsFound() {
    assertThat(TABLE.find("/v1/kv")).isEmpty();
    assertThat(TABLE.find("/ui")).isEmpty();
    assertThat(TABLE.find("/bogus")).isEmpty();
    assertThat(TABLE.find("")).isEmpty();
    assertThat(TABLE.find("/v1/\u017Elu")).isEmpty();
  }

  @Test
  void knowsItsPatterns() {
    assertThat(TABLE.isExact("/v1/kv/")).isTrue();
    assertThat(TABLE.isExact("/v1/kv/a")).isFalse();
  }
}
