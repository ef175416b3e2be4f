package praetor.snapshot.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocationTest {
  @Test
  void readsBucketPrefixAndOptions() throws IOException {
    var location =
        Location.parse(
            "s3://bucket/a/b%20c/?endpoint=http%3A%2F%2F127.0.0.1:9000&path-style", Map.of());
    assertThat(location.scheme()).isEqualTo("s3");
    assertThat(location.authority()).isEqualTo("bucket");
    assertThat(location.key("x.snap")).isEqualTo("a/b c/x.snap");
    assertThat(location.option("endpoint")).contains("http://127.0.0.1:9000");
    assertThat(location.isOn("path-style")).isTrue();
  }

  @Test
  void aFolderMayBeWrittenWithoutScheme() throws IOException {
    assertThat(Location.parse("backups/x", Map.of()).path()).isEqualTo("backups/x");
    assertThat(Location.parse("file:///b/c%20d", Map.of()).path()).isEqualTo("/b/c d");
  }

  @Test
  void secretsDoNotShow() throws IOException {
    var location = Location.parse("s3://b/p", Map.of()).with(Map.of("secret-key", "hidden"));
    assertThat(location).hasToString("s3://b/p");
  }

  @Test
  void aLocationWithoutBucketIsRefused() {
    assertThatThrownBy(() -> Location.parse("s3:///x", Map.of()))
        .hasMessageContaining("does not say where");
  }

  @Test
  void anUnknownSchemeNamesThoseThatAreKnown() {
    assertThatThrownBy(() -> Stores.open("ftp://x/y", Map.of()))
        .hasMessageContaining("no storage for \"ftp\"")
        .hasMessageContaining("file");
  }
}
