package praetor.cli.operator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.agent.recovery.RecoveryException;
import praetor.agent.recovery.RecoveryPlan;
import praetor.agent.recovery.StoppedServer;
import praetor.agent.recovery.Survivor;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.Environment;
import praetor.client.Query;
import praetor.model.DecodeException;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonWriter;

/**
 * {@code operator raft recover}: the way out when most servers are lost for good.
 *
 * <p>Without {@code -data-dir} it asks a running agent who is gone. With it, it shows what a
 * stopped server knows; with {@code -keep} it writes {@code peers.json}.
 */
public final class RaftRecover implements Command {

  private static final String CONSENT = "yes";

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.client(flags);
  private final Flag<List<String>> dataDirs =
      flags.texts(
          "data-dir", "Data directory of a stopped server; several for servers of one machine.");
  private final Flag<List<String>> keep =
      flags.texts(
          "keep",
          "A server that is left: its node name, its id or the beginning of that. Once for each.");
  private final Flag<Boolean> dryRun = flags.bool("dry-run", "Only tell what would be written.");
  private final Flag<Boolean> yes = flags.bool("yes", "Ask no question.");
  private final Flag<Boolean> force =
      flags.bool("force", "Go on although the servers to keep could elect a leader as they are.");
  private final Flag<String> format =
      flags.text("format", "pretty", "pretty, or json: what the stopped server knows.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "operator raft recover [options] [FILE...]";
  }

  @Override
  public String description() {
    return "Gets servers going again that have lost their majority for good. Without options it"
        + " asks the agent which servers are gone. With -data-dir, on a stopped server, it shows"
        + " what that server knows; FILEs are what other servers printed with -format=json, and"
        + " their logs are compared. With -keep as well it makes those servers the group, from"
        + " their next start on. What only lost servers knew is lost.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException, IOException {
    if (dataDirs.value().isEmpty()) {
      if (!keep.value().isEmpty() || !arguments.isEmpty()) {
        throw new CommandException(
            "Error recovering: a stopped server's -data-dir=DIR is needed for that");
      }
      return ask(terminal);
    }
    var stopped = new ArrayList<StoppedServer>();
    try {
      for (var folder : dataDirs.value()) {
        stopped.add(StoppedServer.open(Path.of(folder)));
      }
      return recover(stopped, arguments, terminal);
    } catch (IOException | RecoveryException refused) {
      throw new CommandException("Error recovering: " + refused.getMessage());
    } finally {
      stopped.forEach(StoppedServer::close);
    }
  }

  /** Asks an agent, which may be without a leader. */
  private int ask(Terminal terminal) throws CommandException {
    var client = http.connect(terminal);
    try {
      var stale = Query.NONE.and("stale", "");
      terminal
          .out()
          .print(
              RecoverText.online(
                  client.raftServers(stale), client.members(Query.NONE), client.leader()));
      return 0;
    } catch (IOException failure) {
      throw new CommandException(
          "Error asking the agent: %s\nOn a server whose agent is stopped, give its -data-dir."
              .formatted(failure.getMessage()));
    }
  }

  private int recover(List<StoppedServer> stopped, List<String> files, Terminal terminal)
      throws IOException, RecoveryException, CommandException {
    var own = new ArrayList<Survivor>();
    for (var server : stopped) {
      own.add(server.read());
    }
    if (format.value().equals("json")) {
      own.forEach(survivor -> terminal.out().print(json(survivor)));
      return 0;
    }
    var survivors = new ArrayList<>(own);
    for (var file : files) {
      survivors.add(parse(file));
    }
    for (int i = 0; i < stopped.size(); i++) {
      var waiting = stopped.get(i).waiting();
      terminal
          .out()
          .print(RecoverText.survivor(own.get(i), stopped.get(i).dataDirectory(), waiting));
    }
    terminal.out().print(RecoverText.group(survivors));
    if (keep.value().isEmpty()) {
      terminal.out().print(RecoverText.howToGoOn(survivors, dataDirs.value()));
      return 0;
    }
    return write(stopped, own, RecoveryPlan.of(survivors, keep.value()), terminal);
  }

  private int write(
      List<StoppedServer> stopped, List<Survivor> own, RecoveryPlan plan, Terminal terminal)
      throws IOException, CommandException {
    for (var survivor : own) {
      if (!plan.keeps(survivor)) {
        throw new CommandException(
            "Error recovering: %s is not among the servers to keep, so it must not start with its"
                    .formatted(survivor.title())
                + " data again; nothing was written");
      }
    }
    if (plan.keepsTheMajority() && !force.value()) {
      throw new CommandException(
          """
          Error recovering: %s are a majority of the voters and elect a leader by themselves: start them.
          A recovery could make two groups of one. With -force it is done all the same."""
              .formatted(RecoverText.names(plan.kept())));
    }
    terminal.out().print(RecoverText.plan(plan, stopped));
    if (dryRun.value()) {
      terminal.out().print("Nothing was written.\n");
      return 0;
    }
    if (!yes.value() && !consent(terminal)) {
      terminal.out().print("Nothing was written.\n");
      return 1;
    }
    for (var server : stopped) {
      server.write(plan.kept());
      terminal.out().print("Wrote " + server.peersFile() + "\n");
    }
    terminal.out().print(RecoverText.afterwards(plan, own));
    return 0;
  }

  private static boolean consent(Terminal terminal) throws IOException {
    terminal.out().print("Write it? Only \"yes\" is taken: ");
    terminal.flush();
    var in = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    return Optional.ofNullable(in.readLine())
        .map(String::strip)
        .filter(CONSENT::equals)
        .isPresent();
  }

  private static String json(Survivor survivor) {
    var out = JsonWriter.pretty();
    Survivor.SHAPE.writeJson(survivor, out);
    return out.toText();
  }

  private static Survivor parse(String file) throws CommandException {
    try {
      return Survivor.SHAPE.readJson(
          JsonReader.read(Files.readAllBytes(Path.of(file))), JsonPath.lenient());
    } catch (IOException unreadable) {
      throw new CommandException("Error recovering: " + Environment.openFailure(file, unreadable));
    } catch (DecodeException garbled) {
      throw new CommandException(
          "Error recovering: %s is not what -format=json prints: %s"
              .formatted(file, garbled.getMessage()));
    }
  }
}
