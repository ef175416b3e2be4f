package praetor.cli;

import java.io.File;

/**
 * Makes sure that the running classes are those of the jar. A JVM with an AOT cache of another
 * build runs that build's classes and does not say so; the launcher therefore tells for which jar
 * the cache was made, and here the jar on disk is looked at once more.
 */
final class AotCheck {

  private static final int MILLIS = 1_000;

  private AotCheck() {}

  /**
   * Compares a jar with what the launcher said.
   *
   * @param said {@code size:time}, time in seconds
   */
  static boolean isOf(String said, File jar) {
    return said.equals(jar.length() + ":" + jar.lastModified() / MILLIS);
  }

  /** Whether this process may go on: no cache, or the one of this jar. */
  static boolean passes() {
    var said = System.getProperty("praetor.aot");
    return said == null || isOf(said, new File(System.getProperty("java.class.path")));
  }
}
