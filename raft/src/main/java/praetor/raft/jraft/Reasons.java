package praetor.raft.jraft;

import java.nio.file.FileSystemException;

/** Exceptions in words for the operator. */
final class Reasons {

  private Reasons() {}

  static String of(Exception e) {
    var message = e.getMessage();
    if (message == null) {
      return e.getClass().getSimpleName();
    }
    // Those of files often have only the path as their message.
    return e instanceof FileSystemException file && file.getReason() == null
        ? message + ": " + e.getClass().getSimpleName().replace("Exception", "")
        : message;
  }
}
