package praetor.template.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import praetor.template.lang.GoText;
import praetor.template.lang.Values;

/**
 * Looks at a file every other second. Owned by its thread.
 *
 * <p>A file that is missing at the start is an error; one that vanishes later keeps its last text.
 */
final class FileView implements Runnable {
  /** Source: consul-template 0.42.1. */
  private static final Duration POLL = Duration.ofSeconds(2);

  private final Dependency.FileText dependency;
  private final Consumer<WatchEvent> events;
  private Optional<String> last = Optional.empty();

  FileView(Dependency.FileText dependency, Consumer<WatchEvent> events) {
    this.dependency = dependency;
    this.events = events;
  }

  @Override
  public void run() {
    try {
      while (read()) {
        Thread.sleep(POLL);
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean read() {
    try {
      var text = GoText.of(Files.readAllBytes(dependency.file()));
      if (!last.equals(Optional.of(text))) {
        last = Optional.of(text);
        events.accept(new WatchEvent.Answered(dependency, Values.text(text)));
      }
      return true;
    } catch (IOException unreadable) {
      if (last.isPresent()) {
        return true;
      }
      var why =
          Files.exists(dependency.file())
              ? "read " + dependency.path() + ": " + reason(unreadable)
              : "stat " + dependency.path() + ": no such file or directory";
      events.accept(new WatchEvent.GaveUp(dependency, dependency.shown() + ": " + why));
      return false;
    }
  }

  private static String reason(IOException unreadable) {
    return unreadable instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : String.valueOf(unreadable.getMessage());
  }
}
