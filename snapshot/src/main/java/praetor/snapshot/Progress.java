package praetor.snapshot;

import java.io.InputStream;

/** Shows how far something long has come. */
@FunctionalInterface
public interface Progress {
  /** Shows nothing. */
  Progress NONE = (in, _, _) -> in;

  /**
   * A stream that tells of what is read of it.
   *
   * @param title what is going on, one word
   * @param total how many bytes there are; -1 when nobody knows
   */
  InputStream around(InputStream in, String title, long total);
}
