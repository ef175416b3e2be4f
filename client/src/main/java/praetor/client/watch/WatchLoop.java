package praetor.client.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import praetor.client.ConsulClient;
import praetor.model.codec.JsonValue;

/**
 * Watches something until its handler has enough or its thread is interrupted. Owned by that
 * thread.
 *
 * <p>Source: {@code consul watch} 1.21.4: a handler is called with the first result and with each
 * that differs from the one before, never with two at once; failures are followed by pauses that
 * grow with their square.
 */
public final class WatchLoop {
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration RETRY_MAX = Duration.ofMinutes(3);

  /** More failures in a row make no longer pauses. */
  private static final int FAILURES_MAX = 6;

  /** Takes results. */
  public interface Handler {
    /**
     * There is a first or another result. The next one is read when this returns.
     *
     * @param index of the result
     * @return whether to go on
     */
    boolean changed(String index, JsonValue value) throws InterruptedException;

    /** A read failed; the next one begins after the pause. */
    void failed(IOException failure, Duration retry);
  }

  private final Watch watch;
  private final ConsulClient client;
  private final Handler handler;
  private Optional<String> position = Optional.empty();
  private Optional<JsonValue> last = Optional.empty();

  public WatchLoop(Watch watch, ConsulClient client, Handler handler) {
    this.watch = watch;
    this.client = client;
    this.handler = handler;
  }

  /** Watches until the handler has enough. */
  public void run() throws InterruptedException {
    int failures = 0;
    boolean goOn = true;
    while (goOn) {
      try {
        var result = watch.read(client, position);
        failures = 0;
        goOn = take(result);
      } catch (IOException failure) {
        failures = Math.min(failures + 1, FAILURES_MAX);
        pauseAfter(failure, failures);
      }
    }
  }

  private void pauseAfter(IOException failure, int failures) throws InterruptedException {
    // Whoever interrupts this thread cuts its reads off, too.
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    var growing = RETRY.multipliedBy((long) failures * failures);
    var retry = growing.compareTo(RETRY_MAX) > 0 ? RETRY_MAX : growing;
    handler.failed(failure, retry);
    Thread.sleep(retry);
  }

  private boolean take(Watch.Result result) throws InterruptedException {
    boolean same = position.equals(Optional.of(result.position()));
    boolean backwards = watch.isBackwards(position, result.position());
    position = backwards ? Optional.empty() : Optional.of(result.position());
    if (same || last.equals(Optional.of(result.value()))) {
      return true;
    }
    last = Optional.of(result.value());
    return handler.changed(result.index(), result.value());
  }
}
