package praetor.raft.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskIT {

  @TempDir private Path directory;

  @Test
  void aDirectoryHasOneOwner() throws Exception {
    var data = directory.resolve("a/b");
    try (var disk = LocalDisk.open(data)) {
      assertThat(disk.list("")).containsExactly("lock");
      assertThatThrownBy(() -> LocalDisk.open(data))
          .isInstanceOf(DirectoryLockedException.class)
          .hasMessage("data directory " + data + " is in use by another server");
    }
    LocalDisk.open(data).close();
  }

  @Test
  void anotherProcessHasToWait() throws Exception {
    try (var disk = LocalDisk.open(directory)) {
      disk.createFolder("log");
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var other =
          new ProcessBuilder(
                  java,
                  "-cp",
                  System.getProperty("java.class.path"),
                  LockDirectory.class.getName(),
                  directory.toString())
              .redirectErrorStream(true)
              .start();
      var said = new String(other.getInputStream().readAllBytes());
      assertThat(other.waitFor()).isEqualTo(3);
      assertThat(said).contains("is in use by another server");
    }
  }

  @Test
  void aReaderThatIsInterruptedSpoilsNothing() throws Exception {
    try (var disk = LocalDisk.open(directory);
        var file = disk.create("file")) {
      file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
      var reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    Thread.currentThread().interrupt();
                    assertThat(read(file)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                    assertThat(Thread.interrupted()).isTrue();
                  });
      reader.join();
      assertThat(read(file)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      file.write(ByteBuffer.wrap(new byte[] {4}), 3);
      file.force();
      assertThat(file.size()).isEqualTo(4);
    }
  }

  private static ByteBuffer read(DiskFile file) {
    var buffer = ByteBuffer.allocate(3);
    try {
      file.readFully(buffer, 0);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    return buffer.flip();
  }
}
