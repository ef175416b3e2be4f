package praetor.cli.kv;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import praetor.cli.command.Arguments;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.KvPair;
import praetor.model.text.JsonWriter;

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
      var pairs = http.connect(terminal).kv().list(prefix, http.query());
      var entries = pairs.stream().map(KvExport::entry).toList();
      terminal.out().print(JsonWriter.indented(entries, "\t") + "\n");
      return 0;
    } catch (IOException failure) {
      throw new CommandException("Error querying Consul agent: " + failure.getMessage());
    }
  }

  private static Map<String, Object> entry(KvPair pair) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("key", pair.key());
    entry.put("flags", new BigInteger(Long.toUnsignedString(pair.flags())));
    entry.put("value", Base64.getEncoder().encodeToString(pair.value().array()));
    return entry;
  }
}
