package praetor.http.route;

import java.util.ArrayList;

/** Go's idea of a clean path: no empty, {@code .} or {@code ..} segments, a slash at the front. */
final class PathCleaner {
  private PathCleaner() {}

  /**
   * Cleans an escaped path; an escaped dot or slash stays what it is. A slash at the end is kept.
   *
   * <p>Source: documentation of Go's path.Clean and http.ServeMux.
   *
   * @return the same string when it is clean already
   */
  static String clean(String path) {
    return isClean(path) ? path : rebuild(path);
  }

  private static boolean isClean(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return false;
    }
    int slash = 0;
    while (slash >= 0) {
      int next = path.indexOf('/', slash + 1);
      int end = next < 0 ? path.length() : next;
      // An empty segment is fine at the very end only: that is the slash kept there.
      if (isDirty(path, slash + 1, end) && !(next < 0 && end == slash + 1)) {
        return false;
      }
      slash = next;
    }
    return true;
  }

  private static boolean isDirty(String path, int start, int end) {
    return switch (end - start) {
      case 0 -> true;
      case 1 -> path.charAt(start) == '.';
      case 2 -> path.charAt(start) == '.' && path.charAt(start + 1) == '.';
      default -> false;
    };
  }

  private static String rebuild(String path) {
    var kept = new ArrayList<String>();
    for (var segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        if (!kept.isEmpty()) {
          kept.removeLast();
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.add(segment);
      }
    }
    var clean = "/" + String.join("/", kept);
    return path.endsWith("/") && !clean.equals("/") ? clean + "/" : clean;
  }
}
