package praetor.cli.snapshot;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import praetor.cli.command.CommandException;
import praetor.client.ConsulClient;
import praetor.client.Environment;
import praetor.client.Query;
import praetor.client.Request;
import praetor.client.Transport;
import praetor.model.DecodeException;
import praetor.snapshot.Progress;
import praetor.state.archive.ArchiveMeta;
import praetor.state.archive.ArchiveReader;

/** Brings archives from an agent into files and back. */
final class SnapshotFiles {
  private static final String PATH = "/v1/snapshot";

  /** Names the kinds of which the target gets none. */
  private static final String LEFT_OUT = "X-Praetor-Left-Out";

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private SnapshotFiles() {}

  /** What was saved, and what is missing in it. */
  record Saved(ArchiveMeta meta, Optional<String> leftOut) {}

  /**
   * Saves a snapshot under a name: beside it first, and only what was read back and found whole
   * gets the name.
   */
  static Saved save(ConsulClient client, Query query, String name, Progress progress)
      throws CommandException {
    try (var answer = client.openOk(Request.get(PATH).with(query))) {
      var unverified = name + ".unverified.tmp" + ThreadLocalRandom.current().nextInt(1 << 30);
      write(answer, unverified, progress);
      return new Saved(verified(unverified, name), answer.header(LEFT_OUT));
    } catch (IOException failure) {
      throw new CommandException("Error saving snapshot: " + failure.getMessage());
    }
  }

  private static void write(Transport.Exchange answer, String file, Progress progress)
      throws CommandException {
    var path = Path.of(file);
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var out = FileChannel.open(path, NEW, owner);
        var in = progress.around(answer.body(), "Saving", -1)) {
      in.transferTo(Channels.newOutputStream(out));
      out.force(true);
    } catch (IOException failure) {
      delete(path);
      throw new CommandException(
          "Error writing unverified snapshot file: " + Environment.openFailure(file, failure));
    }
  }

  private static ArchiveMeta verified(String unverified, String name) throws CommandException {
    var path = Path.of(unverified);
    try (var in = Files.newInputStream(path)) {
      var meta = ArchiveReader.verify(in, Long.MAX_VALUE);
      Files.move(
          path, Path.of(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return meta;
    } catch (DecodeException damaged) {
      delete(path);
      throw new CommandException("Error verifying snapshot file: " + damaged.getMessage());
    } catch (IOException failure) {
      delete(path);
      throw new CommandException(
          "Error renaming \"" + unverified + "\" to \"" + name + "\": " + failure.getMessage());
    }
  }

  /** A name for a file that is deleted again. */
  static Path temporary() throws CommandException {
    try {
      return Files.createTempFile("praetor-", ".snap");
    } catch (IOException failure) {
      throw new CommandException("Error creating a temporary file: " + failure.getMessage());
    }
  }

  static void delete(Path file) throws CommandException {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new CommandException("Error removing " + file + ": " + failure.getMessage());
    }
  }

  /** Sends an archive to be restored. */
  static void restore(ConsulClient client, Query query, SnapshotSource source, Progress progress)
      throws CommandException {
    long length;
    try {
      length = source.length();
      source.open().close();
    } catch (IOException failure) {
      throw ArchiveFile.unopened(source.name(), failure);
    }
    var body =
        new Request.Body(
            "application/octet-stream",
            length,
            out -> {
              try (var in = progress.around(source.open(), "Restoring", length)) {
                in.transferTo(out);
              }
            });
    try {
      client.callOk(new Request("PUT", PATH, query, Map.of(), Optional.of(body)));
    } catch (IOException failure) {
      throw new CommandException("Error restoring snapshot: " + failure.getMessage());
    }
  }
}
