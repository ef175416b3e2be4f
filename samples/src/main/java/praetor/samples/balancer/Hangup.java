package praetor.samples.balancer;

import java.lang.reflect.Proxy;

/** The signal by which daemons are told to read their files again. */
final class Hangup {
  private Hangup() {}

  /** Has an action run at each signal HUP. */
  static void run(Runnable action) {
    try {
      handle(action);
    } catch (ReflectiveOperationException lacking) {
      throw new IllegalStateException("this Java cannot catch signals", lacking);
    }
  }

  /** By reflection: the compiler warns of sun.misc.Signal, and Java has nothing else. */
  private static void handle(Runnable action) throws ReflectiveOperationException {
    var signal = Class.forName("sun.misc.Signal");
    var handler = Class.forName("sun.misc.SignalHandler");
    var catcher =
        Proxy.newProxyInstance(
            Hangup.class.getClassLoader(),
            new Class<?>[] {handler},
            (_, _, _) -> {
              action.run();
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), catcher);
  }
}
