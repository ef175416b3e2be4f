package praetor.raft.disk;

import java.io.IOException;
import java.nio.file.Path;

/** Another process that wants the directory; exit code 3 when it is locked. */
final class LockDirectory {

  private LockDirectory() {}

  public static void main(String[] args) throws IOException {
    try (var disk = LocalDisk.open(Path.of(args[0]))) {
      System.out.println("got " + disk.describe(""));
    } catch (DirectoryLockedException e) {
      System.out.println(e.getMessage());
      System.exit(3);
    }
  }
}
