package praetor.template.watch;

import java.util.function.Consumer;
import praetor.model.GoDuration;

/** Stands for a product that is not there: says so, as often as others fail, and gives up. */
final class ForeignView implements Runnable {
  private final Dependency.Foreign dependency;
  private final Watchers.Setting setting;
  private final WatchLog log;
  private final Consumer<WatchEvent> events;

  ForeignView(
      Dependency.Foreign dependency,
      Watchers.Setting setting,
      WatchLog log,
      Consumer<WatchEvent> events) {
    this.dependency = dependency;
    this.setting = setting;
    this.log = log;
    this.events = events;
  }

  @Override
  public void run() {
    var what =
        dependency.shown()
            + ": this function needs "
            + dependency.product()
            + ", which Praetor's templates do not ask";
    try {
      int failures = 1;
      while (setting.retry().again(failures)) {
        var pause = setting.retry().pause(failures);
        log.warn(
            "(view) %s (retry attempt %d after \"%s\")"
                .formatted(what, failures, GoDuration.format(pause)));
        Thread.sleep(pause);
        failures++;
      }
      log.error("(view) " + what + " (exceeded maximum retries)");
      events.accept(new WatchEvent.GaveUp(dependency, what));
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }
}
