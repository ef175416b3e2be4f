package praetor.benchmarks.server;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program under test.
 *
 * @param name as the report shows it
 * @param command file to start
 * @param basePort first of the ports that its servers use
 * @param helpers what its users run beside it; without an entry there is none to be measured
 */
public record Program(String name, Path command, int basePort, Map<Helper, List<String>> helpers) {

  /** Programs that ask an agent, or tell it. */
  public enum Helper {
    TEMPLATE("CONSUL_TEMPLATE_BIN"),
    REGISTRATOR("REGISTRATOR_BIN");

    private final String variable;

    Helper(String variable) {
      this.variable = variable;
    }

    /** The environment variable that names Consul's helper. */
    public String variable() {
      return variable;
    }
  }

  public Program {
    helpers = Map.copyOf(helpers);
  }

  /** The beginning of a helper's command line. */
  public List<String> helper(Helper helper) throws NotServedException {
    var line = helpers.get(helper);
    if (line == null) {
      throw new NotServedException(helper.variable() + " names no program: it");
    }
    return line;
  }

  /** First line of what it says about its version. */
  public String version() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command.toString(), "version")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = process.inputReader()) {
      String line = out.readLine();
      out.transferTo(Writer.nullWriter());
      process.waitFor();
      return line == null ? "unknown" : line;
    }
  }

  /** The command line of an agent. */
  List<String> agent(Member member, Path folder, Path config) {
    var line = new ArrayList<>(List.of(command.toString(), "agent"));
    var data = List.of("-data-dir", folder.resolve("data").toString());
    switch (member.mode()) {
      case DEV -> line.add("-dev");
      case DURABLE -> line.addAll(List.of("-server", "-bootstrap"));
      case PEER -> line.addAll(List.of("-server", "-bootstrap-expect=" + member.servers()));
      case CLIENT -> {}
    }
    if (member.mode() != Mode.DEV) {
      line.addAll(data);
    }
    line.addAll(List.of("-node", member.name(), "-bind", "127.0.0.1", "-client", "127.0.0.1"));
    line.addAll(List.of("-config-file", config.toString()));
    return line;
  }

  /** How an agent runs. */
  public enum Mode {
    /** In memory, for trying out. */
    DEV,
    /** The only server of its datacenter, with its log on disk. */
    DURABLE,
    /** One of several servers, with its log on disk. */
    PEER,
    /** Without a state of its own. */
    CLIENT
  }
}
