package praetor.testkit.history;

/**
 * What one caller did to a register, and between which two moments.
 *
 * @param calledNanos when it was asked
 * @param answeredNanos when the answer came; {@link #NEVER} when none did, so that it may have
 *     happened at any time since, or never
 */
public record Operation(Action action, long calledNanos, long answeredNanos) {
  public static final long NEVER = Long.MAX_VALUE;

  public Operation {
    if (answeredNanos <= calledNanos) {
      throw new IllegalArgumentException(
          "answered at " + answeredNanos + ", asked at " + calledNanos);
    }
  }

  public boolean answered() {
    return answeredNanos != NEVER;
  }

  /** What was asked and what was answered. Values are numbers; 0 is a register never written. */
  public sealed interface Action {
    record Read(int value) implements Action {}

    record Write(int value) implements Action {}

    /** A write on the condition that the register holds {@code expected}. */
    record Swap(int expected, int value, boolean done) implements Action {}
  }
}
