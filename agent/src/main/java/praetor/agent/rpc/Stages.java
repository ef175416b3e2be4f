package praetor.agent.rpc;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Futures made from futures such that giving up the later one gives up the earlier one. */
public final class Stages {
  private Stages() {}

  /** What a function makes of a result. */
  public static <T, R> CompletableFuture<R> map(
      CompletableFuture<T> source, Function<? super T, ? extends R> change) {
    CompletableFuture<R> mapped = source.thenApply(change);
    if (!mapped.isDone()) {
      mapped.whenComplete((_, _) -> pass(mapped, source));
    }
    return mapped;
  }

  /** What comes of a second stage that begins with a result. */
  public static <T, R> CompletableFuture<R> compose(
      CompletableFuture<T> source, Function<? super T, CompletableFuture<R>> next) {
    CompletableFuture<R> composed = source.thenCompose(next);
    if (!composed.isDone()) {
      composed.whenComplete((_, _) -> pass(composed, source));
    }
    return composed;
  }

  /** The same result, or another failure. */
  public static <T> CompletableFuture<T> mapFailure(
      CompletableFuture<T> source, Function<Throwable, ? extends Throwable> change) {
    CompletableFuture<T> mapped =
        source.exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(change.apply(failure)));
    if (!mapped.isDone()) {
      mapped.whenComplete((_, _) -> pass(mapped, source));
    }
    return mapped;
  }

  private static void pass(CompletableFuture<?> later, CompletableFuture<?> earlier) {
    if (later.isCancelled()) {
      earlier.cancel(false);
    }
  }
}
