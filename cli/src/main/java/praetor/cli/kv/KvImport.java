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
import praetor.client.JsonView;
import praetor.client.Kv;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.GoBase64;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;

/** {@code kv import}: writes the keys of JSON that {@code kv export} printed. */
public final class KvImport implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags).namespace(flags).partition(flags);
  private final Flag<String> prefix = flags.text("prefix", "Text put before each key.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "kv import [options] DATA";
  }

  @Override
  public String description() {
    return "Writes keys from JSON as printed by \"kv export\". DATA is the JSON itself, @file, or -"
        + " for standard input.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var data = data(arguments, terminal);
    var client = http.connect(terminal);
    for (var entry : entries(data)) {
      write(client.kv(), entry, terminal);
    }
    return 0;
  }

  private static Bytes data(List<String> arguments, Terminal terminal) throws CommandException {
    if (arguments.isEmpty()) {
      throw new CommandException("Error! Missing DATA argument");
    }
    try {
      Arguments.atMost(1, arguments);
      return Arguments.data(arguments.getFirst(), terminal.in());
    } catch (CommandException refused) {
      throw new CommandException("Error! " + refused.getMessage());
    }
  }

  private static List<JsonView> entries(Bytes data) throws CommandException {
    try {
      var json = JsonReader.readWhole(data.array());
      if (!(json instanceof JsonValue.Arr || json instanceof JsonValue.Null)) {
        throw JsonPath.strict().mismatch(json.kind(), "[]*impexp.Entry");
      }
      return JsonView.of(json).elements();
    } catch (DecodeException notEntries) {
      throw new CommandException("Cannot unmarshal data: " + notEntries.getMessage());
    }
  }

  private void write(Kv kv, JsonView entry, Terminal terminal) throws CommandException {
    var key = prefix.value() + entry.text("key");
    var value = value(entry);
    var query = http.query();
    if (entry.number("flags") != 0) {
      query = query.and("flags", Long.toUnsignedString(entry.number("flags")));
    }
    try {
      kv.put(key, value, query);
    } catch (IOException failure) {
      throw new CommandException(
          "Error! Failed writing data for key " + key + ": " + failure.getMessage());
    }
    terminal.out().print("Imported: " + key + "\n");
  }

  private static Bytes value(JsonView entry) throws CommandException {
    try {
      return Bytes.owned(GoBase64.decode(entry.text("value")));
    } catch (DecodeException notBase64) {
      throw new CommandException(
          "Error base 64 decoding value for key "
              + entry.text("key")
              + ": "
              + notBase64.getMessage());
    }
  }
}
