package praetor.template.func;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import praetor.template.lang.FunctionException;

/**
 * Which files a template may touch.
 *
 * <p>Source: consul-template 0.42.1: links are followed before the test; texts as there.
 *
 * @param folder what relative paths begin at
 * @param limit where all files have to be; empty for anywhere
 */
public record Sandbox(Path folder, Optional<Path> limit) {

  /** The file of a path. */
  public Path resolve(String path) throws FunctionException {
    var file = folder.resolve(path);
    if (limit.isPresent()) {
      check(path, limit.get());
    }
    return file;
  }

  private void check(String path, Path box) throws FunctionException {
    var target = real(path, folder.resolve(path).toAbsolutePath());
    var wall = real(box.toString(), folder.resolve(box).toAbsolutePath());
    if (!target.startsWith(wall)) {
      throw new FunctionException("'" + path + "' is outside of sandbox");
    }
  }

  private static Path real(String shown, Path path) throws FunctionException {
    try {
      return path.toRealPath();
    } catch (IOException missing) {
      throw new FunctionException(
          "failed to resolve target path: lstat "
              + firstMissing(Path.of(shown), path)
              + ": no such file or directory");
    }
  }

  /** The first part of a path that is not there, as it was written. */
  private static Path firstMissing(Path shown, Path absolute) {
    int extra = absolute.getNameCount() - shown.getNameCount();
    var at = absolute.getRoot();
    for (int i = 0; i < absolute.getNameCount() && at != null; i++) {
      at = at.resolve(absolute.getName(i));
      if (i >= extra && !Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
        var part = shown.subpath(0, i - extra + 1);
        return shown.isAbsolute() ? Path.of("/").resolve(part) : part;
      }
    }
    return shown;
  }
}
