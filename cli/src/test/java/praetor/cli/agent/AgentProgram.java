package praetor.cli.agent;

import java.util.List;
import praetor.agent.config.AgentConfig;
import praetor.cli.command.CommandException;
import praetor.cli.command.Terminal;

/** The command {@code agent} as a process of its own, around an agent that only tells its story. */
final class AgentProgram {

  private record Story() implements AgentProcess {

    @Override
    public void reload(AgentConfig config) {
      System.out.println("story: reload " + config.node().name());
    }

    @Override
    public void leave() {
      System.out.println("story: leave");
    }

    @Override
    public void stop() {
      System.out.println("story: stop");
    }
  }

  private AgentProgram() {}

  public static void main(String[] args) throws Exception {
    AgentProcess.Launcher launcher =
        (config, _) -> {
          if (config.node().name().equals("unlucky")) {
            throw new java.io.IOException(
                "listen tcp 127.0.0.1:8500: bind: address already in use");
          }
          return new Story();
        };
    var terminal = Terminal.forProcess();
    var command = new AgentCommand(launcher);
    int code = 1;
    try {
      code = command.run(command.flags().parse(List.of(args)), terminal);
    } catch (CommandException failure) {
      terminal.err().print(failure.getMessage() + "\n");
    }
    terminal.flush();
    Runtime.getRuntime().halt(code);
  }
}
