package praetor.cli.snapshot;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;

/** {@code snapshot restore}: a file in the place of the state of the datacenter. */
public final class SnapshotRestore implements Command {
  /** Names sort as times do. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Flags flags = new Flags();
  private final SealFlags seal = new SealFlags(flags);
  private final HttpFlags http = HttpFlags.server(flags);
  private final Flag<Boolean> keepUnknown =
      flags.bool(
          "keep-unknown",
          "Also take a snapshot with records that no version of Consul writes, and keep them.");

  private final Flag<List<String>> only =
      flags.texts(
          "only",
          "Restore this part alone and leave the rest as it is: kv:PREFIX, service:NAME, acl, query"
              + " or config. May be repeated.");
  private final Flag<String> as =
      flags.text(
          "as", "Give the keys of -only kv:PREFIX this prefix instead, beside what is there.");
  private final Flag<Boolean> dryRun =
      flags.bool("dry-run", "Print what would be added (+), removed (-) and changed (~).");

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
        + " be at work; what was written since the snapshot is gone. With -only, a part of it takes"
        + " the place of the same part in one write; before that the present state is saved beside"
        + " the file.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var name = ArchiveFile.nameOf(arguments);
    var source = seal.source(name, terminal);
    var parts = new RestoreParts(only.value(), as.value());
    parts.check();
    var client = http.connect(terminal);
    if (dryRun.value()) {
      return show(source, parts, client, terminal);
    }
    if (!parts.everything()) {
      // Nothing is saved for a file that cannot be restored.
      ArchiveFile.open(source);
      var copy = name + ".before-" + TIME.format(Instant.now()) + ".snap";
      SnapshotFiles.save(client, http.query(), copy, ProgressBar.on(terminal));
      terminal.out().print("Saved the present state to " + copy + "\n");
    }
    var query = http.query().and(parts.query());
    if (keepUnknown.value()) {
      query = query.and("keep-unknown", "");
    }
    SnapshotFiles.restore(client, query, source, ProgressBar.on(terminal));
    terminal.out().print("Restored snapshot\n");
    return 0;
  }

  private int show(
      SnapshotSource source, RestoreParts parts, ConsulClient client, Terminal terminal)
      throws CommandException {
    var restored = Contents.of(ArchiveFile.open(source), "", parts.restoredNames());
    var present = SnapshotFiles.temporary();
    try {
      SnapshotFiles.save(client, http.query(), present.toString(), ProgressBar.on(terminal));
      var replaced =
          Contents.of(
              ArchiveFile.open(SnapshotSource.plain(present.toString())),
              "",
              parts.replacedNames(restored));
      var lines = replaced.changesTo(restored);
      lines.forEach(line -> terminal.out().print(line + "\n"));
      terminal.out().print("%d changes\n".formatted(lines.size()));
      return 0;
    } finally {
      SnapshotFiles.delete(present);
    }
  }
}
