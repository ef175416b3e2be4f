package praetor.cli.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import praetor.cli.command.Terminal;
import praetor.snapshot.AgentLog;
import praetor.snapshot.storage.Reasons;

/**
 * The log of {@code consul-backup}: a file that outlives the container when its folder is mounted,
 * and the terminal.
 *
 * <p>Source: adsabs/consul-backup 1.0.8 for the file's name.
 */
record BackupLog(Path file, Terminal terminal) implements AgentLog {
  private static final String NAME = "consul_backup.log";

  /** Appends to the log in a folder, which is made when it is not there. */
  static BackupLog open(Path folder, Terminal terminal) throws IOException {
    Files.createDirectories(folder);
    return new BackupLog(folder.resolve(NAME), terminal);
  }

  @Override
  public void line(Level level, String text) {
    if (level.compareTo(Level.INFO) < 0) {
      return;
    }
    var line = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + level + " " + text + "\n";
    (level == Level.INFO ? terminal.out() : terminal.err()).print(line);
    try {
      Files.writeString(
          file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      terminal.err().print("cannot write " + file + ": " + Reasons.of(failure) + "\n");
    }
  }
}
