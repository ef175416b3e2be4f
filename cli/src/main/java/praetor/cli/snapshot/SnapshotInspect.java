package praetor.cli.snapshot;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Table;
import praetor.cli.command.Terminal;
import praetor.model.KvEntry;
import praetor.model.codec.JsonWriter;
import praetor.snapshot.seal.SealedFile;
import praetor.state.archive.ArchiveMeta;
import praetor.state.archive.RecordKind;

/** {@code snapshot inspect}: what an archive says of itself, and what takes how much room in it. */
public final class SnapshotInspect implements Command {
  private static final int GAP = 6;
  private static final String INDENT = "   ";
  private static final String RULE = "----";

  private final Flags flags = new Flags();
  private final SealFlags seal = new SealFlags(flags);
  private final Flag<Boolean> kvDetails =
      flags.bool("kvdetails", "Also show how much room keys take, by prefix.");
  private final Flag<Long> kvDepth =
      flags.integer("kvdepth", 2, "How many parts of a key make the prefixes of -kvdetails.");
  private final Flag<String> kvFilter =
      flags.text("kvfilter", "Only keys that begin with this, for -kvdetails.");
  private final Flag<String> format = flags.text("format", "pretty", "Output: pretty or json.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "snapshot inspect [options] FILE";
  }

  @Override
  public String description() {
    return "Shows what a snapshot says of itself and what it holds, after checking it.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var source = seal.source(ArchiveFile.nameOf(arguments), terminal);
    if (source.key().isEmpty() && isSealed(source)) {
      return inspectSeal(source, terminal);
    }
    var file = ArchiveFile.open(source);
    var kinds = new Tally();
    var keys = new Tally();
    file.visit(
        records -> {
          kinds.add(RecordKind.nameOf(records.type()), records.size());
          if (kvDetails.value() && records.type() == RecordKind.KVS.type()) {
            count(KvEntry.SHAPE.readPack(records.reader()).key().utf8(), records.size(), keys);
          }
        });
    terminal.out().print(formatted(file.meta(), kinds, keys));
    return 0;
  }

  private static boolean isSealed(SnapshotSource source) throws CommandException {
    try {
      return source.isSealed();
    } catch (IOException failure) {
      throw ArchiveFile.unopened(source.name(), failure);
    }
  }

  /** What a sealed file tells without its key. */
  private static int inspectSeal(SnapshotSource source, Terminal terminal) throws CommandException {
    try {
      terminal.out().print("Sealed " + SealedFile.header(source.path()).json() + "\n");
      return 0;
    } catch (IOException failure) {
      throw new CommandException("Error reading snapshot: " + failure.getMessage());
    }
  }

  private void count(String key, int bytes, Tally keys) {
    if (key.startsWith(kvFilter.value())) {
      keys.add(head(key), bytes);
    }
  }

  /** The first parts of a key. */
  private String head(String key) {
    int end = 0;
    for (long parts = kvDepth.value(); parts > 0; parts--) {
      int slash = key.indexOf('/', end);
      if (slash < 0) {
        return key;
      }
      end = slash + 1;
    }
    return end == 0 ? "" : key.substring(0, end - 1);
  }

  private String formatted(ArchiveMeta meta, Tally kinds, Tally keys) throws CommandException {
    return switch (format.value()) {
      case "pretty" -> pretty(meta, kinds, keys);
      case "json" -> json(meta, kinds, keys);
      default ->
          throw new CommandException(
              "Error outputting enhanced snapshot data: Unknown format: " + format.value());
    };
  }

  private static String pretty(ArchiveMeta meta, Tally kinds, Tally keys) {
    var head =
        new Table(GAP)
            .row(" ID", meta.id())
            .row(" Size", Long.toUnsignedString(meta.size()))
            .row(" Index", Long.toUnsignedString(meta.index()))
            .row(" Term", Long.toUnsignedString(meta.term()))
            .row(" Version", Integer.toString(meta.version()));
    var text = head.text() + "\n" + table("Type", kinds);
    return keys.isEmpty() ? text : text + "\n" + table("Key Name", keys);
  }

  private static String table(String title, Tally tally) {
    var table = new Table(GAP).row(" " + title, "Count", "Size").row(" " + RULE, RULE, RULE);
    for (var row : tally.rows()) {
      table.row(" " + row.name(), Long.toString(row.count()), ByteSize.of(row.bytes()));
    }
    return table
        .row(" " + RULE, RULE, RULE)
        .row(" Total", "", ByteSize.of(tally.totalBytes()))
        .text();
  }

  private static String json(ArchiveMeta meta, Tally kinds, Tally keys) {
    var out = JsonWriter.indented(INDENT).beginObject();
    out.name("Meta").beginObject();
    out.name("ID").value(meta.id());
    out.name("Size").unsigned(meta.size());
    out.name("Index").unsigned(meta.index());
    out.name("Term").unsigned(meta.term());
    out.name("Version").value(meta.version());
    out.endObject();
    rows(kinds, "Stats", out);
    rows(keys, "StatsKV", out);
    out.name("TotalSize").value(kinds.totalBytes());
    out.name("TotalSizeKV").value(keys.totalBytes());
    return out.endObject().toText() + "\n";
  }

  private static void rows(Tally tally, String name, JsonWriter out) {
    out.name(name);
    if (tally.isEmpty()) {
      out.nullValue();
      return;
    }
    out.beginArray();
    for (var row : tally.rows()) {
      out.beginObject();
      out.name("Name").value(row.name());
      out.name("Sum").value(row.bytes());
      out.name("Count").value(row.count());
      out.endObject();
    }
    out.endArray();
  }
}
