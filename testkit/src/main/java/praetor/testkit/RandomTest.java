package praetor.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Runs a test on many random inputs, all drawn from one seed that is printed with a failure.
 *
 * <p>The seed is new for every run unless {@code -Dseed=} gives it. Case number i draws from seed +
 * i, so the seed that a failure prints runs the failing case first.
 */
public final class RandomTest {
  private static final int SHRINK_RUNS_MAX = 2_000;

  private final int cases;
  private final long seed;

  private RandomTest(int cases, long seed) {
    this.cases = cases;
    this.seed = seed;
  }

  /** A test of that many cases, with the seed of {@code -Dseed=} or a new one. */
  public static RandomTest of(int cases) {
    var given = Optional.ofNullable(Long.getLong("seed"));
    return new RandomTest(cases, given.orElseGet(() -> System.nanoTime() & 0xFFFF_FFFFL));
  }

  /** The same with a fixed seed. */
  public RandomTest seed(long fixed) {
    return new RandomTest(cases, fixed);
  }

  /** Calls the body once for each case; what it throws becomes an error that names the seed. */
  public void check(Consumer<RandomGenerator> body) {
    for (int i = 0; i < cases; i++) {
      var random = new SplittableRandom(seed + i);
      var failure = failure(() -> body.accept(random));
      if (failure.isPresent()) {
        throw new AssertionError(where(i), failure.get());
      }
    }
  }

  /**
   * Checks lists of steps; a failing list is shortened as long as it still fails, and then printed.
   *
   * <p>The body runs a list from a fresh start each time, and draws nothing random itself.
   */
  public <T> void check(Function<RandomGenerator, List<T>> steps, Consumer<List<T>> body) {
    for (int i = 0; i < cases; i++) {
      var drawn = List.copyOf(steps.apply(new SplittableRandom(seed + i)));
      if (failure(() -> body.accept(drawn)).isPresent()) {
        throw shrunkFailure(i, drawn, body);
      }
    }
  }

  private <T> AssertionError shrunkFailure(int i, List<T> drawn, Consumer<List<T>> body) {
    var few = shrink(drawn, body);
    var steps = new StringBuilder();
    few.forEach(step -> steps.append("\n  ").append(step));
    var cause = failure(() -> body.accept(few));
    return new AssertionError(
        where(i) + "; " + few.size() + " of its " + drawn.size() + " steps fail too:" + steps,
        cause.orElseGet(() -> new IllegalStateException("the failure does not repeat")));
  }

  /** Leaves out ever smaller runs of steps, as long as what remains fails. */
  private static <T> List<T> shrink(List<T> drawn, Consumer<List<T>> body) {
    var few = drawn;
    int runs = 0;
    int length = Math.max(1, few.size() / 2);
    while (true) {
      boolean shorter = false;
      for (int from = 0; from < few.size() && runs < SHRINK_RUNS_MAX; runs++) {
        var candidate = without(few, from, Math.min(few.size(), from + length));
        if (failure(() -> body.accept(candidate)).isPresent()) {
          few = candidate;
          shorter = true;
        } else {
          from += length;
        }
      }
      if ((length == 1 && !shorter) || runs >= SHRINK_RUNS_MAX) {
        return few;
      }
      length = Math.max(1, length / 2);
    }
  }

  private static <T> List<T> without(List<T> list, int from, int to) {
    var rest = new ArrayList<>(list.subList(0, from));
    rest.addAll(list.subList(to, list.size()));
    return List.copyOf(rest);
  }

  private String where(int i) {
    return "case " + i + " of " + cases + " fails; replay it with -Dseed=" + (seed + i);
  }

  /**
   * What the body throws, errors of assertions included; an OutOfMemoryError and its like pass on.
   */
  private static Optional<Throwable> failure(Runnable body) {
    try {
      body.run();
      return Optional.empty();
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(e);
    }
  }
}
