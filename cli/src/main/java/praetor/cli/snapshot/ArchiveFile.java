package praetor.cli.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import praetor.cli.command.Arguments;
import praetor.cli.command.CommandException;
import praetor.client.Environment;
import praetor.model.DecodeException;
import praetor.state.archive.ArchiveMeta;
import praetor.state.archive.ArchiveReader;
import praetor.state.archive.RecordStream;

/** An archive on disk, whole and with right checksums. */
public final class ArchiveFile {
  private final SnapshotSource source;
  private final ArchiveMeta meta;

  private ArchiveFile(SnapshotSource source, ArchiveMeta meta) {
    this.source = source;
    this.meta = meta;
  }

  /** Sees each record once. */
  @FunctionalInterface
  interface Visitor {
    /** The stream stands at the record; its header was read. */
    void visit(RecordStream records) throws IOException, DecodeException;
  }

  /** The one FILE of a command. */
  public static String nameOf(List<String> arguments) throws CommandException {
    Arguments.atMost(1, arguments);
    if (arguments.isEmpty()) {
      throw new CommandException("Missing FILE argument");
    }
    return arguments.getFirst();
  }

  /**
   * Opens an archive and checks it.
   *
   * @throws CommandException there is none, or it is damaged
   */
  public static ArchiveFile open(SnapshotSource source) throws CommandException {
    try (var in = source.open()) {
      return new ArchiveFile(source, ArchiveReader.verify(in, Long.MAX_VALUE));
    } catch (DecodeException damaged) {
      throw new CommandException("Error reading snapshot: " + damaged.getMessage());
    } catch (IOException failure) {
      throw unopened(source.name(), failure);
    }
  }

  public static CommandException unopened(String name, IOException failure) {
    return new CommandException(
        "Error opening snapshot file: " + Environment.openFailure(name, failure));
  }

  public ArchiveMeta meta() {
    return meta;
  }

  /** Goes through all records. */
  void visit(Visitor visitor) throws CommandException {
    try (var in = source.open()) {
      ArchiveReader.read(in, Long.MAX_VALUE, state -> visit(state, visitor));
    } catch (DecodeException damaged) {
      throw new CommandException("Error extracting snapshot data: " + damaged.getMessage());
    } catch (IOException failure) {
      throw new CommandException("Error reading snapshot: " + failure.getMessage());
    }
  }

  private static void visit(InputStream state, Visitor visitor)
      throws IOException, DecodeException {
    var records = new RecordStream(state);
    records.header();
    while (records.next()) {
      visitor.visit(records);
    }
  }
}
