package praetor.cli.backup;

import praetor.cli.command.Terminal;
import praetor.snapshot.AgentLog;

/** The log of a backup that is made once: what went wrong, on standard error. */
record PrintedWarnings(Terminal terminal) implements AgentLog {
  @Override
  public void line(Level level, String text) {
    if (level.compareTo(Level.WARN) >= 0) {
      terminal.err().print(text + "\n");
    }
  }
}
