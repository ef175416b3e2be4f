package praetor.registrator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes several calls at a time. Safe for any thread. */
final class Calls implements AutoCloseable {
  /** Docker and an agent answer few more at a time, and have other clients. */
  private static final int AT_ONCE = 8;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().name("registrator-", 0).factory());

  /** One of the calls. */
  @FunctionalInterface
  interface Call<A, B> {
    B of(A argument) throws IOException;
  }

  /**
   * Makes a call for each argument and waits for all of them.
   *
   * @return results in the order of the arguments
   * @throws IOException the first failure
   */
  <A, B> List<B> all(List<A> arguments, Call<A, B> call) throws IOException, InterruptedException {
    var tasks = new ArrayList<Callable<B>>();
    arguments.forEach(argument -> tasks.add(() -> call.of(argument)));
    var results = new ArrayList<B>();
    for (var answer : threads.invokeAll(tasks)) {
      try {
        results.add(answer.get());
      } catch (ExecutionException failure) {
        throw failure.getCause() instanceof IOException io
            ? io
            : new IOException(String.valueOf(failure.getMessage()), failure);
      }
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
