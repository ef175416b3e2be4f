package praetor.cli.event;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Help;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;
import praetor.client.JsonView;
import praetor.client.Query;
import praetor.client.Request;
import praetor.client.lock.RenewedSession;

/**
 * {@code exec}: runs a command on many nodes, where their agents allow it.
 *
 * <p>Source: texts, order of checks and exit codes of Consul 1.21.4.
 */
public final class ExecCommand implements Command {
  /** Source: the command's own default. */
  private static final String PREFIX = "_rexec";

  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final Duration WAIT_REPLICATION = Duration.ofMillis(200);

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);
  private final EventTarget target = new EventTarget(flags);
  private final Flag<String> prefix =
      flags.text("prefix", PREFIX, "Where the keys are that the agents read and write.");
  private final Flag<Boolean> shell =
      flags.bool("shell", true, "Run the command in a shell of the node.");
  private final Flag<Boolean> verbose = flags.bool("verbose", "Tell each step.");
  private final Flag<Duration> wait =
      flags.duration("wait", WAIT, "How long to wait for a sign of life before it is over.");
  private final Flag<Duration> waitReplication =
      flags.duration(
          "wait-repl",
          WAIT_REPLICATION,
          "How long to wait before the agents are told, so that the job is on all servers.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "exec [options] [-|command...]";
  }

  @Override
  public String description() {
    return "Runs a command on all nodes, or on those that the filters take, and prints what they"
        + " answer. A dash takes a script from the standard input. Agents do this only when"
        + " disable_remote_exec is false in their configuration.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (arguments.isEmpty() || String.join(" ", arguments).isEmpty()) {
      throw new CommandException("Must specify a command to execute\n\n" + Help.of(this));
    }
    target.check();
    var job = ExecJob.of(arguments, shell.value(), wait.value(), terminal);
    var client = http.connect(terminal);
    var self = self(client);
    var console = new ExecConsole(terminal, verbose.value());
    var settings =
        new ExecRun.Settings(
            prefix.value(),
            query(),
            target.query().and(query()),
            wait.value(),
            waitReplication.value());
    try (var session = session(client, self, console)) {
      console.tell("Created remote execution session: " + session.id());
      return new ExecRun(client, session, settings, console).run(job);
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private Query query() {
    return Query.NONE.and("dc", Optional.of(http.datacenter()).filter(dc -> !dc.isEmpty()));
  }

  private static JsonView self(ConsulClient client) throws CommandException {
    try {
      return client.self();
    } catch (IOException failure) {
      throw new CommandException("Error querying Consul agent: " + failure.getMessage());
    }
  }

  private RenewedSession session(ConsulClient client, JsonView self, ExecConsole console)
      throws CommandException {
    var own = self.field("Config").text("Datacenter");
    boolean foreign = !http.datacenter().isEmpty() && !http.datacenter().equals(own);
    try {
      if (foreign) {
        console.tell("Remote exec in foreign datacenter, using Session TTL");
      }
      var node = foreign ? Optional.of(serverNode(client)) : Optional.<String>empty();
      return RenewedSession.open(client, query(), "Remote Exec", node, Optional.of("delete"));
    } catch (IOException failure) {
      throw new CommandException("Failed to create session: " + failure.getMessage());
    }
  }

  /** A session needs a node of its own datacenter. */
  private String serverNode(ConsulClient client) throws IOException {
    var lead = "Failed to find Consul server in remote datacenter: ";
    try {
      var request = Request.get("/v1/health/service/consul").with(query()).with("passing", "1");
      var servers = client.callOk(request).json().elements();
      if (servers.isEmpty()) {
        throw new IOException("no server passes its checks");
      }
      return servers.getFirst().field("Node").text("Node");
    } catch (IOException failure) {
      throw new IOException(lead + failure.getMessage(), failure);
    }
  }
}
