package praetor.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log files are named, put aside and deleted as those of Consul 1.21.4. */
class RotatingFileIT {
  private static final String LINE = "0123456789\n";

  @TempDir Path folder;
  private Instant now = Instant.ofEpochSecond(1_795_282_697L, 68_973_467);
  private final InstantSource clock =
      new InstantSource() {
        @Override
        public Instant instant() {
          return now;
        }
      };

  private RotatingFile open(String path, long bytes, Duration duration, int maxFiles)
      throws IOException {
    return new RotatingFile(
        folder + "/" + path, new RotatingFile.Rotation(bytes, duration, maxFiles), clock);
  }

  private void write(RotatingFile file, int lines) throws IOException {
    for (int i = 0; i < lines; i++) {
      file.write(LINE.getBytes(StandardCharsets.UTF_8));
      now = now.plusSeconds(1);
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFolderGetsAFileThatOthersCannotRead() throws IOException {
    try (var file = open("", 0, Duration.ZERO, 0)) {
      write(file, 1);
    }
    assertThat(names()).containsExactly("consul.log");
    var permissions = Files.getPosixFilePermissions(folder.resolve("consul.log"));
    assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-r-----");
  }

  @Test
  void aFullFileIsPutAsideWithTheMomentInItsName() throws IOException {
    try (var file = open("", 20, Duration.ZERO, 0)) {
      write(file, 3);
    }
    assertThat(names()).containsExactly("consul-1795282699068973467.log", "consul.log");
    assertThat(folder.resolve("consul.log")).hasContent(LINE.strip());
  }

  @Test
  void aNameWithoutAnExtensionGetsOneWhenPutAside() throws IOException {
    try (var file = open("foo", 10, Duration.ZERO, 0)) {
      write(file, 2);
    }
    assertThat(names()).containsExactly("foo", "foo-1795282698068973467.log");
  }

  @Test
  void theOldestAreDeleted() throws IOException {
    Files.writeString(folder.resolve("foo-notes.txt"), "mine");
    try (var file = open("foo.txt", 10, Duration.ZERO, 1)) {
      write(file, 5);
    }
    assertThat(names()).containsExactly("foo-1795282701068973467.txt", "foo-notes.txt", "foo.txt");
  }

  @Test
  void noneStaysWhenNoneIsWanted() throws IOException {
    try (var file = open("a.log", 10, Duration.ZERO, -1)) {
      write(file, 5);
    }
    assertThat(names()).containsExactly("a.log");
  }

  @Test
  void anOldFileIsPutAside() throws IOException {
    try (var file = open("b.log", 0, Duration.ofSeconds(2), 0)) {
      write(file, 5);
    }
    assertThat(names()).hasSize(3);
  }

  @Test
  void anEarlierFileGoesOn() throws IOException {
    try (var file = open("c.log", 0, Duration.ZERO, 0)) {
      write(file, 1);
    }
    try (var file = open("c.log", 0, Duration.ZERO, 0)) {
      write(file, 1);
    }
    assertThat(folder.resolve("c.log")).hasContent((LINE + LINE).strip());
  }

  /** Source: texts of Consul 1.21.4. */
  @Test
  void whatCannotBeOpenedIsTold() throws IOException {
    Files.createDirectory(folder.resolve("lg"));
    assertThatThrownBy(() -> open("lg", 0, Duration.ZERO, 0))
        .hasMessage("open " + folder + "/lg: is a directory");
    assertThatThrownBy(() -> open("nodir/x.log", 0, Duration.ZERO, 0))
        .hasMessage("open " + folder + "/nodir/x.log: no such file or directory");
  }
}
