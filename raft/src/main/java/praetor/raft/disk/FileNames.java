package praetor.raft.disk;

/** Names of files that sort like the numbers in them. */
public final class FileNames {

  /** As many digits as the largest long has, and one more. */
  private static final int WIDTH = 20;

  private FileNames() {}

  /** A number with zeros in front; by hand, for String.format loads the data of locales. */
  public static String padded(long number) {
    var digits = Long.toString(number);
    return "0".repeat(WIDTH - digits.length()) + digits;
  }
}
