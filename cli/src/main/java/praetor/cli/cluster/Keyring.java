package praetor.cli.cluster;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Help;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.JsonView;
import praetor.client.Request;
import praetor.model.codec.JsonWriter;

/** {@code keyring}: the keys that encrypt gossip. */
public final class Keyring implements Command {

  private static final String PATH = "/v1/operator/keyring";
  private static final int RELAY_FACTOR_MAX = 5;

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.client(flags);
  private final Flag<String> install = flags.text("install", "Install this key everywhere.");
  private final Flag<Boolean> list = flags.bool("list", "List the installed keys.");
  private final Flag<Boolean> listPrimary =
      flags.bool("list-primary", "List the keys that encrypt what is sent.");
  private final Flag<Boolean> localOnly =
      flags.bool("local-only", "With -list: ask only the agent's own keyring.");
  private final Flag<Long> relayFactor =
      flags.integer(
          "relay-factor",
          0,
          "Relay answers through so many other members, 0 to 5, for when some are lost.");
  private final Flag<String> remove = flags.text("remove", "Remove this key everywhere.");
  private final Flag<String> use = flags.text("use", "Encrypt with this installed key.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "keyring [options]";
  }

  @Override
  public String description() {
    return "Lists the keys of gossip or installs, uses or removes one, on all members. A new key is first"
        + " installed, then used; then the old one can be removed.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    long actions = chosen();
    if (actions == 0) {
      throw new CommandException(Help.usage(this));
    }
    if (actions > 1) {
      throw new CommandException("Only a single action is allowed");
    }
    if (relayFactor.value() < 0 || relayFactor.value() > RELAY_FACTOR_MAX) {
      throw new CommandException(
          "Error parsing relay factor: Relay factor must be in range: [0, "
              + RELAY_FACTOR_MAX
              + "]");
    }
    if (localOnly.value() && !list.value()) {
      throw new CommandException(
          "Error validating local-only: local-only can only be set for list requests");
    }
    var client = http.connect(terminal);
    terminal.out().print("==> " + announcement() + "...\n");
    try {
      var answer = client.callOk(request());
      if (list.value() || listPrimary.value()) {
        answer.json().elements().forEach(pool -> print(pool, terminal));
      }
      return 0;
    } catch (IOException failure) {
      throw new CommandException("error: " + failure.getMessage());
    }
  }

  private long chosen() {
    return Stream.of(
            !install.value().isEmpty(),
            !use.value().isEmpty(),
            !remove.value().isEmpty(),
            list.value(),
            listPrimary.value())
        .filter(given -> given)
        .count();
  }

  private String announcement() {
    if (list.value()) {
      return "Gathering installed encryption keys";
    }
    if (listPrimary.value()) {
      return "Gathering installed primary encryption keys";
    }
    if (!install.value().isEmpty()) {
      return "Installing new gossip encryption key";
    }
    return use.value().isEmpty()
        ? "Removing gossip encryption key"
        : "Changing primary gossip encryption key";
  }

  private Request request() {
    var request = relayed(action());
    return localOnly.value() ? request.with("local-only", "true") : request;
  }

  private Request action() {
    if (!install.value().isEmpty()) {
      return withKey("POST", install.value());
    }
    if (!use.value().isEmpty()) {
      return withKey("PUT", use.value());
    }
    return remove.value().isEmpty() ? Request.get(PATH) : withKey("DELETE", remove.value());
  }

  private static Request withKey(String method, String key) {
    var body = JsonWriter.compact().beginObject().name("Key").value(key).endObject().toText();
    return Request.of(method, PATH).with(Request.Body.json(body));
  }

  private Request relayed(Request request) {
    return relayFactor.value() == 0
        ? request
        : request.with("relay-factor", String.valueOf(relayFactor.value()));
  }

  /** One pool: its name, what members said, and its keys with how many members have each. */
  private void print(JsonView pool, Terminal terminal) {
    var name = pool.bool("WAN") ? "WAN" : pool.text("Datacenter") + " (LAN)";
    var segment = pool.text("Segment");
    terminal.out().print("\n" + name + (segment.isEmpty() ? "" : " [" + segment + "]") + ":\n");
    new TreeMap<>(pool.field("Messages").fields(JsonView::text))
        .forEach((node, said) -> terminal.out().print("  " + node + ": " + said + "\n"));
    long members = pool.number("NumNodes");
    var keys = pool.field(list.value() ? "Keys" : "PrimaryKeys");
    for (var key : keys.fields(count -> count).keySet()) {
      terminal.out().print("  %s [%d/%d]\n".formatted(key, keys.number(key), members));
    }
  }
}
