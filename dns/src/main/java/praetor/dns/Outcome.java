package praetor.dns;

/** What came of a lookup. Each case but {@link Found} becomes a kind of empty answer. */
public sealed interface Outcome<T> {
  /** It exists. */
  record Found<T>(T value) implements Outcome<T> {}

  /** It does not exist, or the token may not know that it does: NXDOMAIN. */
  record Absent<T>() implements Outcome<T> {
    private static final Absent<?> INSTANCE = new Absent<>();
  }

  /** The token may not ask this at all (a virtual address): SERVFAIL. */
  record Denied<T>() implements Outcome<T> {}

  /** No path to the datacenter of the question: NXDOMAIN. */
  record NoDatacenter<T>() implements Outcome<T> {}

  /** The lookup failed, and whoever made it has logged why: SERVFAIL. */
  record Failed<T>() implements Outcome<T> {}

  /** Shorthand for {@link Found}. */
  static <T> Outcome<T> found(T value) {
    return new Found<>(value);
  }

  /** The one {@link Absent}. */
  @SuppressWarnings("unchecked")
  static <T> Outcome<T> absent() {
    return (Outcome<T>) Absent.INSTANCE;
  }
}
