package praetor.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathCleanerTest {
  @ParameterizedTest
  @CsvSource({
    "'', /",
    "//, /",
    "/./, /",
    "/.., /",
    "/../../etc/passwd, /etc/passwd",
    "//v1//kv///a, /v1/kv/a",
    "/v1/./kv/a, /v1/kv/a",
    "/v1/x/../kv/a, /v1/kv/a",
    "/v1/kv/a//, /v1/kv/a/",
    "/v1/kv/a/., /v1/kv/a",
    "/v1/kv/a/.., /v1/kv",
    "/v1/kv/a/../, /v1/kv/",
    "v1/kv, /v1/kv"
  })
  void cleansAsGoDoes(String path, String clean) {
    assertThat(PathCleaner.clean(path)).isEqualTo(clean);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1/kv/",
        "/v1/kv/a",
        "/v1/kv/...",
        "/v1/kv/.a",
        "/v1/kv/a.",
        "/a/..b",
        "/v1/kv/%2e%2e/x"
      })
  void leavesACleanPathAlone(String path) {
    assertThat(PathCleaner.clean(path)).isSameAs(path);
  }
}
