package praetor.cli.kv;

import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.Kv;
import praetor.client.KvPair;

/** {@code kv get}: a value, the values below a prefix, or only their keys. */
public final class KvGet implements Command {

  private static final int GAP = 6;

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags).namespace(flags).partition(flags);
  private final Flag<Boolean> base64 = flags.bool("base64", "Print values in base64.");
  private final Flag<Boolean> detailed =
      flags.bool("detailed", "Print indexes, flags and session beside the value.");
  private final Flag<Boolean> keys = flags.bool("keys", "Print only the keys below the prefix.");
  private final Flag<Boolean> recurse = flags.bool("recurse", "Print all keys below the prefix.");
  private final Flag<String> separator =
      flags.text("separator", "/", "With -keys, cut each key after this text; \"/\" by default.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "kv get [options] [KEY_OR_PREFIX]";
  }

  @Override
  public String description() {
    return "Prints the value of a key. With -recurse or -keys the argument is a prefix; without an"
        + " argument that is the root.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    Arguments.atMost(1, arguments);
    var key = arguments.isEmpty() ? "" : arguments.getFirst();
    key = key.startsWith("/") ? key.substring(1) : key;
    if (key.isEmpty() && !keys.value() && !recurse.value()) {
      throw new CommandException("Error! Missing KEY argument");
    }
    try {
      return print(http.connect(terminal).kv(), key, terminal);
    } catch (IOException failure) {
      throw new CommandException("Error querying Consul agent: " + failure.getMessage());
    }
  }

  private int print(Kv kv, String key, Terminal terminal) throws IOException, CommandException {
    if (keys.value()) {
      kv.keys(key, separator.value(), http.query()).forEach(k -> terminal.out().print(k + "\n"));
    } else if (recurse.value()) {
      printAll(kv.list(key, http.query()).iterator(), terminal);
    } else {
      var pair = kv.get(key, http.query());
      if (pair.isEmpty()) {
        throw new CommandException("Error! No key exists at: " + key);
      }
      printOne(pair.get(), terminal);
    }
    return 0;
  }

  private void printAll(Iterator<KvPair> pairs, Terminal terminal) throws IOException {
    while (pairs.hasNext()) {
      var pair = pairs.next();
      if (detailed.value()) {
        printDetailed(pair, terminal);
        terminal.out().print(pairs.hasNext() ? "\n" : "");
      } else {
        terminal.out().print(pair.key() + ":");
        terminal.out().write(shown(pair));
        terminal.out().print("\n");
      }
    }
  }

  private void printOne(KvPair pair, Terminal terminal) throws IOException {
    if (detailed.value()) {
      printDetailed(pair, terminal);
    } else {
      terminal.out().write(shown(pair));
      terminal.out().print("\n");
    }
  }

  private void printDetailed(KvPair pair, Terminal terminal) throws IOException {
    line(terminal, "CreateIndex", Long.toUnsignedString(pair.createIndex()));
    line(terminal, "Flags", Long.toUnsignedString(pair.flags()));
    line(terminal, "Key", pair.key());
    line(terminal, "LockIndex", Long.toUnsignedString(pair.lockIndex()));
    line(terminal, "ModifyIndex", Long.toUnsignedString(pair.modifyIndex()));
    line(terminal, "Session", pair.session().isEmpty() ? "-" : pair.session());
    terminal.out().print(label("Value"));
    terminal.out().write(shown(pair));
    terminal.out().print("\n");
  }

  private static void line(Terminal terminal, String label, String value) {
    terminal.out().print(label(label) + value + "\n");
  }

  private static String label(String label) {
    return label + " ".repeat("CreateIndex".length() - label.length() + GAP);
  }

  private byte[] shown(KvPair pair) {
    return base64.value() ? Base64.getEncoder().encode(pair.value().array()) : pair.value().array();
  }
}
