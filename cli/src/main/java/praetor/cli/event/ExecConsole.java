package praetor.cli.event;

import praetor.cli.command.Terminal;

/** What {@code exec} prints. Source: Consul 1.21.4. */
record ExecConsole(Terminal terminal, boolean verbose) {
  /** A step, for those who want to know. */
  void tell(String line) {
    if (verbose) {
      print(line);
    }
  }

  /** News of a node, for those who want to know. */
  void tell(String node, String news) {
    tell("==> " + node + ": " + news);
  }

  void exit(String node, long code) {
    print("==> " + node + ": finished with exit code " + code);
  }

  void output(String node, String output) {
    for (var line : output.split("\n", -1)) {
      print(("    " + node + ": " + line).stripTrailing());
    }
  }

  void complain(String line) {
    terminal.err().print(line + "\n");
    terminal.flush();
  }

  void print(String line) {
    terminal.out().print(line + "\n");
    terminal.flush();
  }
}
