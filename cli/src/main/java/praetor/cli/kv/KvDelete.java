package praetor.cli.kv;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.Kv;

/** {@code kv delete}: removes a key, or all keys below a prefix. */
public final class KvDelete implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags).namespace(flags).partition(flags);
  private final Flag<Boolean> cas =
      flags.bool("cas", "Delete only if the key is unchanged since -modify-index.");
  private final Flag<Long> modifyIndex =
      flags.unsigned("modify-index", "With -cas: the index expected.");
  private final Flag<Boolean> recurse = flags.bool("recurse", "Delete all keys below the prefix.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "kv delete [options] KEY_OR_PREFIX";
  }

  @Override
  public String description() {
    return "Removes a key; with -recurse all keys that begin with the argument, which may then be"
        + " absent and means all keys. A key that does not exist is no error.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    Arguments.atMost(1, arguments);
    var key = arguments.isEmpty() ? "" : arguments.getFirst();
    key = key.startsWith("/") ? key.substring(1) : key;
    check(key);
    var client = http.connect(terminal);
    return recurse.value()
        ? deletePrefix(client.kv(), key, terminal)
        : deleteKey(client.kv(), key, terminal);
  }

  private void check(String key) throws CommandException {
    if (key.isEmpty() && !recurse.value()) {
      throw new CommandException("Error! Missing KEY argument");
    }
    if (!cas.value() && modifyIndex.value() != 0) {
      throw new CommandException("Cannot specify -modify-index without -cas!");
    }
    if (cas.value() && modifyIndex.value() == 0) {
      throw new CommandException(
          "Cannot delete a key that does not exist. Provide a -modify-index greater than than 0.");
    }
    if (cas.value() && recurse.value()) {
      throw new CommandException("Cannot specify both -cas and -recurse!");
    }
  }

  private int deletePrefix(Kv kv, String prefix, Terminal terminal) throws CommandException {
    try {
      kv.delete(prefix, http.query().and("recurse", ""));
    } catch (IOException failure) {
      throw new CommandException(
          "Error! Did not delete prefix " + prefix + ": " + failure.getMessage());
    }
    terminal.out().print("Success! Deleted keys with prefix: " + prefix + "\n");
    return 0;
  }

  private int deleteKey(Kv kv, String key, Terminal terminal) throws CommandException {
    var query = http.query();
    if (cas.value()) {
      query = query.and("cas", Long.toUnsignedString(modifyIndex.value()));
    }
    boolean deleted;
    try {
      deleted = kv.delete(key, query);
    } catch (IOException failure) {
      throw new CommandException("Error! Did not delete key " + key + ": " + failure.getMessage());
    }
    if (!deleted) {
      throw new CommandException("Error! Did not delete key " + key + ": CAS failed");
    }
    terminal.out().print("Success! Deleted key: " + key + "\n");
    return 0;
  }
}
