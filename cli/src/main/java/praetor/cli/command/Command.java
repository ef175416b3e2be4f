package praetor.cli.command;

import java.io.IOException;
import java.util.List;

/** A command: made for one run, its flags are fields that {@link Flags#parse} fills. */
public interface Command {

  /** The declared flags. */
  Flags flags();

  /** Words behind the program's name: {@code kv get [options] [KEY_OR_PREFIX]}. */
  String synopsis();

  /** What it does, in whole sentences. */
  String description();

  /**
   * Tells of flags that cannot be read.
   *
   * @return the exit code
   */
  default int refused(FlagException wrong, Terminal terminal) {
    terminal.err().print(wrong.getMessage() + "\n" + Help.of(this));
    return 1;
  }

  /**
   * Does the work.
   *
   * @param arguments what follows the flags
   * @return the exit code
   * @throws CommandException a sentence for people; the exit code is 1
   */
  int run(List<String> arguments, Terminal terminal) throws CommandException, IOException;
}
