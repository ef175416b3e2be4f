package praetor.cli.event;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import praetor.cli.command.CommandException;
import praetor.cli.command.Terminal;
import praetor.model.Bytes;
import praetor.model.codec.JsonWriter;

/**
 * What agents are to run, as they read it.
 *
 * <p>Source: jobs of Consul 1.21.4 below {@code _rexec/}: one of Command, Args and Script, and Wait
 * in nanoseconds.
 */
record ExecJob(Bytes json) {
  static ExecJob of(List<String> words, boolean shell, Duration wait, Terminal terminal)
      throws CommandException {
    var job = JsonWriter.compact().beginObject();
    if (words.size() == 1 && words.getFirst().equals("-")) {
      job.name("Script").base64(script(terminal));
    } else if (shell) {
      job.name("Command").value(String.join(" ", words));
    } else {
      job.name("Args").beginArray();
      words.forEach(job::value);
      job.endArray();
    }
    job.name("Wait").value(wait.toNanos());
    return new ExecJob(Bytes.owned(job.endObject().toBytes()));
  }

  private static byte[] script(Terminal terminal) throws CommandException {
    try {
      return terminal.in().readAllBytes();
    } catch (IOException unreadable) {
      throw new CommandException("Failed to read stdin: " + unreadable.getMessage());
    }
  }
}
