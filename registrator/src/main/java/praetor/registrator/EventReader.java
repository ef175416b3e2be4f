package praetor.registrator;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import praetor.docker.DockerClient;
import praetor.docker.EngineException;
import praetor.docker.EventStream;
import praetor.model.DecodeException;

/**
 * Follows an Engine's events for ever: a stream that ends is opened again, from where it ended.
 *
 * <p>Its own thread; an interrupt ends it.
 */
final class EventReader implements Runnable {
  /** A restarting Engine is away for a second or more; a cut stream is back at once. */
  private static final Duration PAUSE_MIN = Duration.ofMillis(50);

  private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

  private final DockerClient docker;
  private final BlockingQueue<Signal> signals;
  private Optional<String> since = Optional.empty();
  private Duration pause = PAUSE_MIN;

  EventReader(DockerClient docker, BlockingQueue<Signal> signals) {
    this.docker = docker;
    this.signals = signals;
  }

  @Override
  public void run() {
    try {
      while (true) {
        signals.put(new Signal.Lost(follow()));
        Thread.sleep(pause);
        pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2) : PAUSE_MAX;
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads until the stream ends; why it did. */
  private String follow() throws InterruptedException {
    try (var stream = docker.events(since)) {
      pause = PAUSE_MIN;
      signals.put(new Signal.Following());
      return read(stream);
    } catch (IOException | EngineException | DecodeException failure) {
      if (Thread.interrupted()) {
        throw new InterruptedException(String.valueOf(failure.getMessage()));
      }
      return String.valueOf(failure.getMessage());
    }
  }

  private String read(EventStream stream)
      throws IOException, DecodeException, InterruptedException {
    for (var event = stream.next(); event.isPresent(); event = stream.next()) {
      since = event.get().since().or(() -> since);
      signals.put(new Signal.Happened(event.get()));
    }
    return "the Engine has ended the stream";
  }
}
