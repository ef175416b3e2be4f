package praetor.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file system in memory that is soon full; only root can have one. Closing unmounts it. */
record SmallDisk(Path path) implements AutoCloseable {
  static final int BYTES = 16 << 20;

  /** Part of it, to be deleted when space is wanted again. */
  static final int BALLAST_BYTES = 8 << 20;

  static SmallDisk mount(Path path) throws IOException {
    var size = "size=" + BYTES;
    var said = run("mount", "-t", "tmpfs", "-o", size, "tmpfs", path.toString());
    Skip.unless(said.isEmpty(), "a full disk", "no small file system here: " + said);
    return new SmallDisk(path);
  }

  @Override
  public void close() throws IOException {
    var said = run("umount", path.toString());
    if (!said.isEmpty()) {
      throw new IOException("umount " + path + ": " + said);
    }
  }

  /** What the command says; nothing when it has worked. */
  private static String run(String... line) throws IOException {
    if (!Programs.exists(line[0])) {
      return line[0] + " is not installed";
    }
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    try (var out = process.getInputStream()) {
      var said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.onExit().join().exitValue() == 0
          ? ""
          : "exit code " + process.exitValue() + ", " + said;
    }
  }
}
