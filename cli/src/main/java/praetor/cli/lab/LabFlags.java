package praetor.cli.lab;

import java.io.IOException;
import java.util.List;
import praetor.cli.command.Arguments;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;
import praetor.docker.DockerClient;
import praetor.docker.DockerHost;
import praetor.lab.Lab;
import praetor.lab.LabException;
import praetor.lab.LabName;
import praetor.model.SystemClock;

/** What all commands of labs take: the lab's name, and the Engine of the environment. */
final class LabFlags {
  private final Flag<String> name;

  LabFlags(Flags flags) {
    name = flags.text("name", "lab", "Name of the lab, for more than one on a machine.");
  }

  /** Something to do with a lab. */
  @FunctionalInterface
  interface Work {
    int with(Lab lab) throws LabException, IOException, InterruptedException;
  }

  /** Does it, and prints what is done on the way. */
  int run(List<String> arguments, Terminal terminal, Work work)
      throws CommandException, IOException {
    Arguments.atMost(0, arguments);
    try {
      var host = DockerHost.of(terminal.environment());
      try (var docker = new DockerClient(host)) {
        var lab =
            new Lab(
                new LabName(name.value()),
                docker.workshop(),
                host,
                SystemClock.INSTANCE,
                line -> say(line, terminal));
        return work.with(lab);
      }
    } catch (LabException | IllegalArgumentException refused) {
      throw new CommandException(String.valueOf(refused.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted");
    }
  }

  private static void say(String line, Terminal terminal) {
    terminal.out().print(line + "\n");
    terminal.flush();
  }
}
