package praetor.cli.registrator;

import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import praetor.registrator.RegistratorLog;

/** Prints lines as registrators do: {@code 2026/11/21 08:50:00 added: ...}. Safe for any thread. */
final class PrintedLog implements RegistratorLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss ", Locale.ROOT);

  private final PrintStream out;

  PrintedLog(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void say(String line) {
    out.print(TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + line + "\n");
    out.flush();
  }

  @Override
  public void warn(String line) {
    say(line);
  }
}
