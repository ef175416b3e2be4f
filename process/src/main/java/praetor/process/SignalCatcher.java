package praetor.process;

import java.lang.reflect.Proxy;

/** Catches signals of this process; the JVM's own reaction to them is gone then. */
public final class SignalCatcher {
  private SignalCatcher() {}

  /**
   * Has an action run for each signal of that name, on a thread of its own.
   *
   * @param name without SIG: {@code INT}
   */
  public static void on(String name, Runnable action) {
    try {
      handle(name, action);
    } catch (ReflectiveOperationException lacking) {
      throw new IllegalStateException("this Java cannot catch signals", lacking);
    }
  }

  /** By reflection: the compiler warns of sun.misc.Signal, yet nothing else tells signals apart. */
  private static void handle(String name, Runnable action) throws ReflectiveOperationException {
    var signal = Class.forName("sun.misc.Signal");
    var handler = Class.forName("sun.misc.SignalHandler");
    // A proxy of method handles would take longer to make.
    var catcher =
        Proxy.newProxyInstance(
            SignalCatcher.class.getClassLoader(),
            new Class<?>[] {handler},
            (_, _, _) -> {
              action.run();
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), catcher);
  }
}
