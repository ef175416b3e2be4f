package praetor.cli.agent;

import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

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
      try {
        handle(kind);
      } catch (ReflectiveOperationException lacking) {
        throw new IllegalStateException("this Java cannot catch signals", lacking);
      }
    }
  }

  /** By reflection: the compiler warns of sun.misc.Signal, yet nothing else tells signals apart. */
  private void handle(Kind kind) throws ReflectiveOperationException {
    var signal = Class.forName("sun.misc.Signal");
    var handler = Class.forName("sun.misc.SignalHandler");
    // A proxy of method handles would take longer to make.
    var catcher =
        Proxy.newProxyInstance(
            Signals.class.getClassLoader(),
            new Class<?>[] {handler},
            (_, _, _) -> arrived.add(kind));
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(kind.name), catcher);
  }

  /** Has the command's thread see to it, as if a signal had come. */
  void raise(Kind kind) {
    arrived.add(kind);
  }

  Kind next() throws InterruptedException {
    return arrived.take();
  }
}
