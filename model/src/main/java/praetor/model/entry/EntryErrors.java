package praetor.model.entry;

import java.util.List;
import java.util.Locale;

/** Texts of several mistakes at once, as Consul's users know them. */
public final class EntryErrors {
  private EntryErrors() {}

  /** A list of mistakes. */
  public static String listed(List<String> mistakes) {
    var head = mistakes.size() == 1 ? "1 error occurred:" : mistakes.size() + " errors occurred:";
    return head + "\n\t* " + String.join("\n\t* ", mistakes) + "\n\n";
  }

  static String invalidKey(String path) {
    var text = "invalid config key \"" + path + "\"";
    return path.toLowerCase(Locale.ROOT).endsWith("namespace")
        ? text + ", namespaces are a consul enterprise feature"
        : text;
  }
}
