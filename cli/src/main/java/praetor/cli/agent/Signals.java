package praetor.cli.agent;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import praetor.process.SignalCatcher;

/**
 * Signals of the process and what the agent asks for itself, taken one after another by the
 * command's own thread.
 */
final class Signals {

  /** A signal that an agent answers; texts as in Consul's log. */
  enum Kind {
    INTERRUPT("INT", "interrupt"),
    TERMINATE("TERM", "terminated"),
    HANGUP("HUP", "hangup"),
    /** No signal: the API asked the agent to leave. */
    LEAVE("", "leave"),
    /** No signal: the agent can go on no more. */
    FAILURE("", "failure");

    private final String name;
    private final String text;

    Kind(String name, String text) {
      this.name = name;
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  private final BlockingQueue<Kind> arrived = new LinkedBlockingQueue<>();

  /** Begins to catch; the JVM's own reaction to these signals is gone. */
  void install() {
    for (var kind : Kind.values()) {
      if (kind.name.isEmpty()) {
        continue;
      }
      SignalCatcher.on(kind.name, () -> arrived.add(kind));
    }
  }

  /** Has the command's thread see to it, as if a signal had come. */
  void raise(Kind kind) {
    arrived.add(kind);
  }

  /** Whether there is no signal to be seen to. */
  boolean noneWaits() {
    return arrived.isEmpty();
  }

  /** Whether one of those waits that end an agent. */
  boolean toldToEnd() {
    return arrived.stream().anyMatch(kind -> kind != Kind.HANGUP);
  }

  Kind next() throws InterruptedException {
    return arrived.take();
  }
}
