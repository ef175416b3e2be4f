package praetor.cli.watch;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.cli.command.Command;
import praetor.cli.command.CommandChild;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Help;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.ClientException;
import praetor.client.ConsulClient;
import praetor.client.GoBool;
import praetor.client.Query;
import praetor.client.Request;
import praetor.client.watch.Watch;
import praetor.client.watch.WatchException;
import praetor.client.watch.WatchLoop;

/** {@code watch}: prints what there is now, or runs a program whenever it changes. */
public final class WatchCommand implements Command {
  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);
  private final Flag<String> type =
      flags.text(
          "type", "What to watch: key, keyprefix, services, nodes, service, checks or event.");
  private final Flag<String> key = flags.text("key", "The key, for the type key.");
  private final Flag<String> prefix = flags.text("prefix", "The prefix, for the type keyprefix.");
  private final Flag<String> service =
      flags.text("service", "The service, for the types service and checks.");
  private final Flag<List<String>> tag =
      flags.texts("tag", "For the type service: only instances with this tag; may be repeated.");
  private final Flag<String> passingOnly =
      flags.text("passingonly", "For the type service: true for only those that pass.");
  private final Flag<String> state =
      flags.text("state", "For the type checks: only those in this state.");
  private final Flag<String> name =
      flags.text("name", "For the type event: only events of this name.");
  private final Flag<String> filter = flags.text("filter", "Filter expression.");
  private final Flag<Boolean> shell =
      flags.bool("shell", true, "Run the program in a shell; the variable SHELL names another.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "watch [options] [child...]";
  }

  @Override
  public String description() {
    return "Watches a part of what Consul knows. With a program behind the options, runs it with"
        + " the result as JSON on its standard input at first and after every change, the index"
        + " in the variable CONSUL_INDEX; without one, prints the result and ends.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (type.value().isEmpty()) {
      throw new CommandException("Watch type must be specified\n\n" + Help.of(this));
    }
    var given = given();
    var client = client(terminal);
    var watch = watch(given);
    checkAgent(client);
    try {
      return arguments.isEmpty()
          ? print(watch, client, terminal)
          : runProgram(watch, client, arguments, terminal);
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static int print(Watch watch, ConsulClient client, Terminal terminal)
      throws InterruptedException {
    new WatchLoop(watch, client, new PrintOnce(watch, terminal)).run();
    return 0;
  }

  private int runProgram(
      Watch watch, ConsulClient client, List<String> arguments, Terminal terminal)
      throws CommandException, InterruptedException {
    var line = CommandChild.line(arguments, shell.value(), terminal);
    try (var program = new RunProgram(watch, line, terminal)) {
      new WatchLoop(watch, client, program).run();
      throw new CommandException(program.failure());
    }
  }

  private Map<String, Object> given() throws CommandException {
    var given = new LinkedHashMap<String, Object>();
    put(given, "datacenter", http.datacenter());
    put(given, "type", type.value());
    if (http.stale()) {
      given.put("stale", true);
    }
    put(given, "key", key.value());
    put(given, "prefix", prefix.value());
    put(given, "service", service.value());
    if (!tag.value().isEmpty()) {
      given.put("tag", tag.value());
    }
    if (passingOnly()) {
      given.put("passingonly", true);
    }
    put(given, "state", state.value());
    put(given, "name", name.value());
    put(given, "filter", filter.value());
    return given;
  }

  private static void put(Map<String, Object> given, String parameter, String value) {
    if (!value.isEmpty()) {
      given.put(parameter, value);
    }
  }

  private boolean passingOnly() throws CommandException {
    var text = passingOnly.value();
    if (text.isEmpty()) {
      return false;
    }
    return GoBool.parse(text)
        .orElseThrow(
            () ->
                new CommandException(
                    "Failed to parse passingonly flag: strconv.ParseBool: parsing \""
                        + text
                        + "\": invalid syntax"));
  }

  private ConsulClient client(Terminal terminal) throws CommandException {
    try {
      return http.client(terminal);
    } catch (ClientException unusable) {
      throw new CommandException(unusable.getMessage());
    }
  }

  private static Watch watch(Map<String, Object> given) throws CommandException {
    try {
      var watch = Watch.parse(given, new Watch.Others() {});
      if (watch.isConnect() || watch.isOfAgent()) {
        throw new CommandException("Type " + watch.type() + " is not supported in the CLI tool");
      }
      return watch;
    } catch (WatchException wrong) {
      throw new CommandException(wrong.getMessage());
    }
  }

  private void checkAgent(ConsulClient client) throws CommandException {
    var dc = Optional.of(http.datacenter()).filter(d -> !d.isEmpty());
    try {
      client.callOk(Request.get("/v1/status/leader").with(Query.NONE.and("dc", dc)));
    } catch (IOException failure) {
      throw new CommandException("Error querying Consul agent: " + failure.getMessage());
    }
  }
}
