package praetor.cli.agent;

import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;
import praetor.model.codec.JsonWriter;

/** {@code version}: Consul's version, for scripts, with Praetor's own behind it. */
public final class Version implements Command {

  private static final int PROTOCOL_DEFAULT = 2;
  private static final int PROTOCOL_MIN = 2;
  private static final int PROTOCOL_MAX = 3;

  private final Flags flags = new Flags();
  private final Flag<String> format = flags.text("format", "pretty", "pretty or json.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "version [options]";
  }

  @Override
  public String description() {
    return "Prints the version of Consul that this program is compatible with; its own version is"
        + " the part behind \"+praetor-\".";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    switch (format.value()) {
      case "pretty" -> terminal.out().print(pretty());
      case "json" -> terminal.out().print(json() + "\n");
      default -> throw new CommandException("Unknown format: " + format.value());
    }
    return 0;
  }

  private static String pretty() {
    return """
    Consul v%s
    Build Date %s
    Protocol %s spoken by default, understands %s to %s \
    (agent will automatically use protocol >2 when speaking to compatible agents)

    """
        .formatted(
            BuildInfo.consulVersion(),
            BuildInfo.buildDate(),
            PROTOCOL_DEFAULT,
            PROTOCOL_MIN,
            PROTOCOL_MAX);
  }

  private static String json() {
    var json = JsonWriter.indented("   ").beginObject();
    json.name("Version").value(BuildInfo.CONSUL_VERSION);
    json.name("Revision").value("praetor-" + BuildInfo.praetorVersion());
    json.name("Prerelease").value("");
    json.name("BuildDate").value(BuildInfo.buildDate());
    json.name("RPC").beginObject();
    json.name("Default").value(PROTOCOL_DEFAULT);
    json.name("Min").value(PROTOCOL_MIN);
    json.name("Max").value(PROTOCOL_MAX);
    json.endObject();
    return json.endObject().toText();
  }
}
