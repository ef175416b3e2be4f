package praetor.it;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import praetor.testkit.vectors.Report;
import praetor.testkit.vectors.VectorTests;

/**
 * Replays that run ahead of their tests, a few at a time, because most of their time is waiting.
 *
 * <p>Each has agents of its own.
 */
final class Ahead implements VectorTests.Replay, AutoCloseable {
  private final ExecutorService threads;
  private final Map<String, Future<Report>> reports = new LinkedHashMap<>();

  Ahead(int atATime, List<String> names, VectorTests.Replay replay) {
    threads = Executors.newFixedThreadPool(atATime, Thread.ofPlatform().daemon().factory());
    names.forEach(name -> reports.put(name, threads.submit(() -> replay.run(name))));
  }

  @Override
  public Report run(String name) throws Exception {
    try {
      return Optional.ofNullable(reports.get(name)).orElseThrow().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
