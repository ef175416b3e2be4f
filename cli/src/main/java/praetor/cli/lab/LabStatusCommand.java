package praetor.cli.lab;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.Table;
import praetor.cli.command.Terminal;
import praetor.lab.LabStatus;
import praetor.lab.LabUrls;

/** {@code lab status}: what runs of a lab, and where to look at it; exit code 1 when nothing is. */
public final class LabStatusCommand implements Command {
  private final Flags flags = new Flags();
  private final LabFlags lab = new LabFlags(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "lab status [options]";
  }

  @Override
  public String description() {
    return "Prints the containers of a lab and where it is reached. The exit code is 1 when there"
        + " is none.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException, IOException {
    return lab.run(arguments, terminal, it -> print(it.status(), terminal));
  }

  private static int print(LabStatus status, Terminal terminal) {
    if (status.rows().isEmpty()) {
      terminal.out().print("There is no lab; praetor lab up starts one.\n");
      return 1;
    }
    var table = new Table().row("Container", "Host", "Address", "Status");
    for (var row : status.rows()) {
      table.row(row.container(), orDash(row.on()), orDash(row.address()), row.status());
    }
    terminal.out().print(table.text());
    status.urls().ifPresent(urls -> terminal.out().print("\n" + text(urls)));
    return 0;
  }

  /** Where a lab is reached. */
  static String text(LabUrls urls) {
    return new Table()
        .row("Portal", urls.portal())
        .row("HTTP API", urls.api())
        .row("DNS", urls.dig())
        .text();
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
