package praetor.cli.snapshot;

import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;

/** {@code snapshot restore}: a file in the place of the state of the datacenter. */
public final class SnapshotRestore implements Command {
  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);
  private final Flag<Boolean> keepUnknown =
      flags.bool(
          "keep-unknown",
          "Also take a snapshot with records that no version of Consul writes, and keep them.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "snapshot restore [options] FILE";
  }

  @Override
  public String description() {
    return "Puts a snapshot in the place of all that the servers know, in one step. The servers may"
        + " be at work; what was written since the snapshot is gone.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var name = ArchiveFile.nameOf(arguments);
    var query = http.query();
    if (keepUnknown.value()) {
      query = query.and("keep-unknown", "");
    }
    SnapshotFiles.restore(http.connect(terminal), query, name);
    terminal.out().print("Restored snapshot\n");
    return 0;
  }
}
