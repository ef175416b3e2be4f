import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a program with a client has tried: one line each, and an end at the first surprise. */
final class Steps {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  private Steps() {}

  /** The line of a step that went as it should. */
  static void done(String step) {
    System.out.println("ok " + step);
  }

  static void holds(boolean condition, String step) {
    if (!condition) {
      throw new AssertionError(step);
    }
    done(step);
  }

  static void same(Object expected, Object actual, String step) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError(step + ": expected " + expected + ", but was " + actual);
    }
    done(step);
  }

  /** For what an agent tells its server a moment later. */
  static void soon(Callable<Boolean> condition, String step) throws Exception {
    long deadlineNanos = System.nanoTime() + SOON.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadlineNanos) {
        throw new AssertionError(step + ": not within " + SOON.toSeconds() + " s");
      }
      Thread.sleep(BETWEEN_TRIES);
    }
    done(step);
  }

  /** A call that waits, on a thread of its own. */
  static <T> FutureTask<T> inBackground(Callable<T> call) {
    var task = new FutureTask<>(call);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  /** The result of a waiting call, which what happened meanwhile has woken. */
  static <T> T woken(FutureTask<T> waiting, String step)
      throws InterruptedException, ExecutionException {
    try {
      var result = waiting.get(SOON.toSeconds(), TimeUnit.SECONDS);
      done(step);
      return result;
    } catch (TimeoutException late) {
      throw new AssertionError(step + ": still waits", late);
    }
  }

  /** Every value a byte can have. */
  static byte[] everyByte() {
    var bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
