package praetor.benchmarks.server;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program under test.
 *
 * @param name as the report shows it
 * @param command file to start
 * @param basePort first of the ports that its servers use
 */
public record Program(String name, Path command, int basePort) {

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
