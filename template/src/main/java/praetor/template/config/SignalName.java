package praetor.template.config;

import java.util.Locale;

/** Names of signals as Java's and shells' tools want them: without SIG. */
public final class SignalName {
  private SignalName() {}

  public static String of(String name) {
    var upper = name.strip().toUpperCase(Locale.ROOT);
    var bare = upper.startsWith("SIG") ? upper.substring(3) : upper;
    return bare.equals("NIL") || bare.equals("NULL") ? "" : bare;
  }
}
