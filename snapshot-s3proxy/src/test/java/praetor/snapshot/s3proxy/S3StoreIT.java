package praetor.snapshot.s3proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.model.Bytes;
import praetor.snapshot.storage.Content;
import praetor.snapshot.storage.MissingObjectException;
import praetor.snapshot.storage.SnapshotStore;
import praetor.snapshot.storage.StoredObject;
import praetor.snapshot.storage.Stores;

class S3StoreIT {
  private static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", S3Proxy.ID, "AWS_SECRET_ACCESS_KEY", S3Proxy.SECRET);

  @TempDir static Path folder;
  private static S3Proxy proxy;

  @BeforeAll
  static void start() throws IOException {
    proxy = S3Proxy.start(folder);
  }

  @AfterAll
  static void stop() {
    proxy.close();
  }

  @Test
  void keepsListsOpensAndDeletesObjects() throws IOException {
    try (var store = open("basic", "")) {
      assertThat(store.list()).isEmpty();
      store.put("b.snap", content("two"));
      store.put("a.snap", content("one"));
      assertThat(store.list()).extracting(StoredObject::name).containsExactly("a.snap", "b.snap");
      assertThat(store.list()).extracting(StoredObject::size).containsExactly(3L, 3L);
      assertThat(read(store, "b.snap")).isEqualTo("two");
      store.put("b.snap", content("newer"));
      assertThat(read(store, "b.snap")).isEqualTo("newer");
      store.delete("b.snap");
      store.delete("b.snap");
      assertThat(store.list()).hasSize(1);
      assertThatThrownBy(() -> store.open("b.snap")).isInstanceOf(MissingObjectException.class);
    }
  }

  @Test
  void whatLiesDeeperIsNotListed() throws IOException {
    try (var outer = open("outer", "");
        var inner = open("outer/inner", "")) {
      inner.put("x", content("1"));
      outer.put("y", content("2"));
      assertThat(outer.list()).extracting(StoredObject::name).containsExactly("y");
    }
  }

  @Test
  void largeObjectsGoInParts() throws IOException {
    var bytes = new byte[13_000_000];
    new Random(4711).nextBytes(bytes);
    var file = Files.write(folder.resolve("large"), bytes);
    try (var store = open("large", "&part-size=5242880")) {
      store.put("large.snap", Content.of(file));
      assertThat(store.list()).extracting(StoredObject::size).containsExactly(13_000_000L);
      try (var in = store.open("large.snap")) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
    }
  }

  @Test
  void wrongCredentialsAreRefusedAndSaidSo() throws IOException {
    var wrong = Map.of("AWS_ACCESS_KEY_ID", S3Proxy.ID, "AWS_SECRET_ACCESS_KEY", "wrong");
    try (var store = Stores.open(proxy.location("refused", ""), wrong)) {
      assertThatThrownBy(() -> store.put("a", content("x")))
          .hasMessageContaining("upload at s3://backups/refused failed")
          .hasMessageContaining("403 SignatureDoesNotMatch")
          .hasMessageNotContaining("wrong");
    }
    try (var store = open("refused", "")) {
      assertThat(store.list()).isEmpty();
    }
  }

  @Test
  void aMissingBucketIsSaid() throws IOException {
    var location = proxy.location("x", "").replace("backups", "nowhere");
    try (var store = Stores.open(location, CREDENTIALS)) {
      assertThatThrownBy(() -> store.put("a", content("x")))
          .hasMessageContaining("404 NoSuchBucket");
    }
  }

  @Test
  void googleSpeaksTheSameLanguage() throws IOException {
    var location = "gs://backups/google?endpoint=" + proxy.uri();
    var keys = Map.of("GCS_ACCESS_KEY_ID", S3Proxy.ID, "GCS_SECRET_ACCESS_KEY", S3Proxy.SECRET);
    try (var store = Stores.open(location, keys)) {
      store.put("a.snap", content("one"));
      assertThat(store.list()).extracting(StoredObject::name).containsExactly("a.snap");
      assertThat(read(store, "a.snap")).isEqualTo("one");
      assertThat(store.description()).startsWith("Google Cloud Storage -> ");
    }
    assertThatThrownBy(() -> Stores.open("gs://b/p", Map.of())).hasMessageContaining("HMAC key");
  }

  private static SnapshotStore open(String prefix, String more) throws IOException {
    return Stores.open(proxy.location(prefix, more), CREDENTIALS);
  }

  private static String read(SnapshotStore store, String name) throws IOException {
    try (var in = store.open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Content content(String text) {
    return Content.of(Bytes.utf8(text));
  }
}
