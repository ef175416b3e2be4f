package praetor.cli.kv;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.model.codec.JsonWriter;

/** {@code kv export}: the keys below a prefix as JSON that {@code kv import} reads. */
public final class KvExport implements Command {

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags).namespace(flags).partition(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "kv export [options] [PREFIX]";
  }

  @Override
  public String description() {
    return "Prints all keys below a prefix as JSON, values in base64; without a prefix, all keys.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    Arguments.atMost(1, arguments);
    var prefix = arguments.isEmpty() ? "" : arguments.getFirst();
    try {
      var json = JsonWriter.indented("\t").beginArray();
      for (var pair : http.connect(terminal).kv().list(prefix, http.query())) {
        json.beginObject();
        json.name("key").value(pair.key());
        json.name("flags").unsigned(pair.flags());
        json.name("value").base64(pair.value().array());
        json.endObject();
      }
      terminal.out().print(json.endArray().toText() + "\n");
      return 0;
    } catch (IOException failure) {
      throw new CommandException("Error querying Consul agent: " + failure.getMessage());
    }
  }
}
