package praetor.cli.cluster;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;

/** {@code keygen}: a new key for gossip. */
public final class Keygen implements Command {

  /** For AES-256, the longest that gossip takes. */
  private static final int KEY_BYTES = 32;

  private final Flags flags = new Flags();

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "keygen";
  }

  @Override
  public String description() {
    return "Prints a new random key of 32 bytes in base64, for the setting encrypt.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    terminal.out().print(Base64.getEncoder().encodeToString(key) + "\n");
    return 0;
  }
}
