package praetor.cli.backup;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;
import praetor.cli.snapshot.SealFlags;
import praetor.snapshot.backup.BackupPlace;
import praetor.snapshot.seal.SealKey;
import praetor.snapshot.storage.Content;
import praetor.snapshot.storage.Reasons;
import praetor.snapshot.storage.StoredObject;

/** {@code backup verify}: reads backups to their end. */
public final class BackupVerify implements Command {
  private final Flags flags = new Flags();
  private final SealFlags seal = new SealFlags(flags);
  private final BackupFlags where = new BackupFlags(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "backup verify [options] BACKUP";
  }

  @Override
  public String description() {
    return "Reads a backup, or each one of a place, and prints how many keys it has and its"
        + " SHA-256. Exits with 1 when one is damaged or there is none.";
  }

  @Override
  public int run(List<String> words, Terminal terminal) throws CommandException, IOException {
    var arguments = where.arguments(words);
    var name = BackupArguments.one(arguments);
    try (var place = BackupPlace.open(name, terminal.environment())) {
      var names = place.list().stream().map(StoredObject::name).toList();
      if (names.isEmpty()) {
        throw new CommandException("Error! No backup: " + name);
      }
      var key = seal.key(terminal);
      boolean good = true;
      for (var file : names) {
        good &= verify(place, file, key, terminal);
      }
      return good ? 0 : 1;
    }
  }

  private static boolean verify(
      BackupPlace place, String file, Optional<SealKey> key, Terminal terminal) {
    try {
      var backup = place.read(file, key);
      terminal
          .out()
          .print(
              "%s: good, %d keys%s, sha-256 %s\n"
                  .formatted(
                      file,
                      backup.records().size(),
                      backup.sealed() ? ", sealed" : "",
                      Content.of(backup.stored()).sha256Hex()));
      return true;
    } catch (IOException bad) {
      terminal.err().print("Error! " + Reasons.of(bad) + "\n");
      return false;
    }
  }
}
