package praetor.docker;

/** Takes what a command prints, in the order it comes. */
@FunctionalInterface
public interface Output {
  /** Takes the first {@code length} bytes, which are overwritten afterwards. */
  void add(byte[] bytes, int length);
}
