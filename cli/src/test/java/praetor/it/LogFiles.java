package praetor.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/** The newest file of a stopped server's log, to damage it. */
final class LogFiles {
  private LogFiles() {}

  static Path newest(Path dataDir) throws IOException {
    try (var files = Files.walk(dataDir.resolve("raft"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getParent().getFileName().toString().equals("log"))
          .max(Comparator.comparing(file -> file.getFileName().toString()))
          .orElseThrow();
    }
  }

  /** Where the records end and the zeros begin that are written ahead. */
  static int end(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return end;
  }

  static void overwrite(Path file, long at, byte[] bytes) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), at);
    }
  }

  static void cut(Path file, long size) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }
}
