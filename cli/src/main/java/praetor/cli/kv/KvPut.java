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
import praetor.client.Query;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.GoBase64;

/** {@code kv put}: writes a value, with a condition or a lock if wanted. */
public final class KvPut implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags).namespace(flags).partition(flags);
  private final Flag<Boolean> acquire = flags.bool("acquire", "Take the lock; needs -session.");
  private final Flag<Boolean> base64 = flags.bool("base64", "The value given is base64.");
  private final Flag<Boolean> cas =
      flags.bool("cas", "Write only if the key is unchanged since -modify-index.");
  private final Flag<Long> keyFlags = flags.unsigned("flags", "A number kept with the key.");
  private final Flag<Long> modifyIndex =
      flags.unsigned("modify-index", "With -cas: the index expected, 0 for a key that is absent.");
  private final Flag<Boolean> release = flags.bool("release", "Give the lock up; needs -session.");
  private final Flag<String> session = flags.text("session", "The session that locks.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "kv put [options] KEY [DATA]";
  }

  @Override
  public String description() {
    return "Writes DATA under KEY. DATA may be @file, or - for standard input; without DATA the"
        + " value is empty.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var key = key(arguments);
    var value = value(arguments, terminal);
    if (session.value().isEmpty() && (acquire.value() || release.value())) {
      throw new CommandException("Error! Missing -session (required with -acquire and -release)");
    }
    boolean written;
    try {
      written = http.connect(terminal).kv().put(key, value, query());
    } catch (IOException failure) {
      throw new CommandException("Error! Failed writing data: " + failure.getMessage());
    }
    if (!written) {
      throw new CommandException("Error! " + refusal(key));
    }
    terminal.out().print("Success! " + success() + key + "\n");
    return 0;
  }

  private static String key(List<String> arguments) throws CommandException {
    if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
      throw new CommandException("Error! Missing KEY argument");
    }
    if (arguments.size() > 2) {
      throw new CommandException(
          "Error! Too many arguments (expected 1 or 2, got " + arguments.size() + ")");
    }
    return arguments.getFirst();
  }

  /** Text that is not base64 is told and yet written, as nothing: so does Consul 1.21.4. */
  private Bytes value(List<String> arguments, Terminal terminal) throws CommandException {
    Bytes given;
    try {
      given = arguments.size() < 2 ? Bytes.EMPTY : Arguments.data(arguments.get(1), terminal.in());
    } catch (CommandException unreadable) {
      throw new CommandException("Error! " + unreadable.getMessage());
    }
    if (!base64.value()) {
      return given;
    }
    try {
      return Bytes.owned(GoBase64.decode(given.utf8()));
    } catch (DecodeException notBase64) {
      var why = "Error! Cannot base 64 decode data: " + notBase64.getMessage();
      terminal.err().print(why + "\n");
      return Bytes.EMPTY;
    }
  }

  private Query query() {
    var query = http.query();
    if (keyFlags.value() != 0) {
      query = query.and("flags", Long.toUnsignedString(keyFlags.value()));
    }
    if (acquire.value()) {
      return query.and("acquire", session.value());
    }
    if (release.value()) {
      return query.and("release", session.value());
    }
    return cas.value() ? query.and("cas", Long.toUnsignedString(modifyIndex.value())) : query;
  }

  private String refusal(String key) {
    if (acquire.value()) {
      return "Did not acquire lock";
    }
    if (release.value()) {
      return "Did not release lock";
    }
    return modifyIndex.value() == 0
        ? "Did not write to " + key + ": CAS performed with index=0 and key already exists."
        : "Did not write to " + key + ": CAS failed";
  }

  private String success() {
    if (acquire.value()) {
      return "Lock acquired on: ";
    }
    return release.value() ? "Lock released on: " : "Data written to: ";
  }
}
