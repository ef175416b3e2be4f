package praetor.snapshot.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.model.Bytes;

class FileStoreIT {
  @TempDir Path folder;
  private SnapshotStore store;

  @BeforeEach
  void open() throws IOException {
    store = Stores.open("file://" + folder.resolve("backups"), Map.of());
  }

  @Test
  void keepsListsOpensAndDeletesObjects() throws IOException {
    assertThat(store.list()).isEmpty();
    store.put("b.snap", content("two"));
    store.put("a.snap", content("one"));
    store.put("c.snap", content("three"));
    Files.createDirectories(folder.resolve("backups/deep"));
    Files.writeString(folder.resolve("backups/deep/d.snap"), "not listed");
    assertThat(store.list())
        .extracting(StoredObject::name)
        .containsExactly("a.snap", "b.snap", "c.snap");
    assertThat(store.list()).extracting(StoredObject::size).containsExactly(3L, 3L, 5L);
    try (var in = store.open("b.snap")) {
      assertThat(in.readAllBytes()).asString().isEqualTo("two");
    }
    store.delete("a.snap");
    store.delete("a.snap");
    assertThat(store.list()).hasSize(2);
  }

  @Test
  void replacesAnObjectInOneStep() throws IOException {
    store.put("a", content("old"));
    store.put("a", content("newer"));
    try (var in = store.open("a")) {
      assertThat(in.readAllBytes()).asString().isEqualTo("newer");
    }
  }

  @Test
  void contentThatBreaksOffLeavesNothingAndKeepsWhatWasThere() throws IOException {
    store.put("a", content("old"));
    var broken = new Content(3, content("new").sha256(), FileStoreIT::broken);
    assertThatThrownBy(() -> store.put("a", broken)).hasMessageContaining("cut off");
    try (var in = store.open("a")) {
      assertThat(in.readAllBytes()).asString().isEqualTo("old");
    }
    try (var files = Files.list(folder.resolve("backups"))) {
      assertThat(files).hasSize(1);
    }
  }

  private static InputStream broken() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("cut off");
      }
    };
  }

  @Test
  void contentOfAnotherChecksumIsRefused() {
    var other = new Content(3, content("new").sha256(), content("old").source());
    assertThatThrownBy(() -> store.put("a", other)).hasMessageContaining("changed");
    assertThatThrownBy(() -> store.open("a")).isInstanceOf(MissingObjectException.class);
  }

  @Test
  void filesAreReadableByTheirOwnerAlone() throws IOException {
    store.put("a", content("secret"));
    var file = folder.resolve("backups").resolve("a");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatACrashLeftBehindIsNotListedAndGoesWithTheNextPut() throws IOException {
    store.put("a", content("one"));
    var left = folder.resolve("backups").resolve(".praetor-b-12ab.tmp");
    Files.writeString(left, "half");
    assertThat(store.list()).extracting(StoredObject::name).containsExactly("a");
    store.put("b", content("two"));
    assertThat(left).doesNotExist();
  }

  @Test
  void aWorkFileInUseStays() throws IOException {
    Files.createDirectories(folder.resolve("backups"));
    try (var used = WorkFile.create(folder.resolve("backups"), "b")) {
      store.put("a", content("one"));
      assertThat(used.path()).exists();
    }
  }

  @Test
  void namesDoNotLeadOutOfTheFolder() {
    assertThatThrownBy(() -> store.put("../a", content("x"))).hasMessageContaining("no name for");
    assertThatThrownBy(() -> store.open("/etc/passwd")).hasMessageContaining("no name for");
  }

  private static Content content(String text) {
    return Content.of(Bytes.utf8(text));
  }
}
