package praetor.samples.balancer;

import java.lang.reflect.Proxy;

/**
 * The signal that asks for another look at the file. It is WINCH, which the system drops as long as
 * nobody listens: HUP would end a program that is just starting.
 */
final class ReloadSignal {
  private static final String NAME = "WINCH";

  private ReloadSignal() {}

  /** Has an action run at each of them. */
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
            ReloadSignal.class.getClassLoader(),
            new Class<?>[] {handler},
            (_, _, _) -> {
              action.run();
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(NAME), catcher);
  }
}
