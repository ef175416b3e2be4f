package praetor.cli.snapshot;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;

/** {@code snapshot save}: the whole state of the datacenter into a file. */
public final class SnapshotSave implements Command {
  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);
  private final Flag<String> append =
      flags.text(
          "append-filename",
          "What the name of the file gets at its end: any of version,dc,node,status.");
  private final Flag<String> target =
      flags.text(
          "target",
          "Leave out what this program would not restore: consul-1.10, consul-1.21 or praetor.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "snapshot save [options] FILE";
  }

  @Override
  public String description() {
    return "Takes an atomic snapshot of the servers' state, reads it back and checks it. The file"
        + " holds secrets and is readable by its owner alone.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var name = ArchiveFile.nameOf(arguments);
    var client = http.connect(terminal);
    if (!append.value().isEmpty()) {
      name = extended(name, client);
    }
    var query = http.query();
    if (!target.value().isEmpty()) {
      query = query.and("target", target.value());
    }
    var saved = SnapshotFiles.save(client, query, name, ProgressBar.on(terminal));
    saved
        .leftOut()
        .ifPresent(
            kinds -> terminal.err().print("Left out for " + target.value() + ": " + kinds + "\n"));
    terminal
        .out()
        .print(
            "Saved and verified snapshot to index "
                + Long.toUnsignedString(saved.meta().index())
                + "\n");
    return 0;
  }

  /** The name with what was asked for before its suffix, whatever the order of the words. */
  private String extended(String name, ConsulClient client) throws CommandException {
    var words = List.of(append.value().split(",", -1));
    try {
      var self = client.self();
      var config = self.field("Config");
      var more = new StringBuilder();
      if (words.contains("version")) {
        more.append('-').append(config.text("Version"));
      }
      if (words.contains("dc")) {
        more.append('-').append(config.text("Datacenter"));
      }
      if (words.contains("node")) {
        more.append('-').append(config.text("NodeName"));
      }
      if (words.contains("status")) {
        boolean leads = self.field("Stats").field("consul").text("leader").equals("true");
        more.append(leads ? "-leader" : "-follower");
      }
      int suffix = name.lastIndexOf('.');
      int at = suffix > name.lastIndexOf('/') ? suffix : name.length();
      return name.substring(0, at) + more + name.substring(at);
    } catch (IOException failure) {
      throw new CommandException("Error connecting to Consul agent: " + failure.getMessage());
    }
  }
}
