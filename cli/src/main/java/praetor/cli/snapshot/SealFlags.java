package praetor.cli.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;
import praetor.snapshot.config.AgentOptions;
import praetor.snapshot.seal.SealKey;
import praetor.snapshot.storage.Reasons;

/** Flags of the commands that read snapshots and backups which may be sealed. */
public final class SealFlags {
  private static final String VARIABLE = "PRAETOR_SNAPSHOT_PASSPHRASE";

  private final Flag<String> keyFile;
  private final Flag<String> passphraseFile;

  public SealFlags(Flags flags) {
    keyFile = flags.text("key-file", "Open what is sealed with the 32 bytes in this file.");
    passphraseFile =
        flags.text(
            "passphrase-file",
            "Open what is sealed with the passphrase in this file; variable "
                + VARIABLE
                + " holds one itself.");
  }

  /** The key that was given. */
  public Optional<SealKey> key(Terminal terminal) throws CommandException {
    try {
      var seal = new AgentOptions.Seal(file(keyFile), file(passphraseFile)).key();
      var variable = terminal.environment().getOrDefault(VARIABLE, "");
      return seal.isPresent() || variable.isEmpty()
          ? seal
          : Optional.of(SealKey.ofPassphrase(variable));
    } catch (IOException unusable) {
      throw new CommandException(Reasons.of(unusable));
    }
  }

  private static Optional<Path> file(Flag<String> flag) {
    return Optional.of(flag.value()).filter(name -> !name.isEmpty()).map(Path::of);
  }

  /** The file of that name, opened by that key where it needs one. */
  public SnapshotSource source(String name, Terminal terminal) throws CommandException {
    return new SnapshotSource(name, key(terminal));
  }
}
