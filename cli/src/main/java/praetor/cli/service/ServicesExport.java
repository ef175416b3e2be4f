package praetor.cli.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;
import praetor.client.JsonView;
import praetor.client.Request;
import praetor.client.StatusException;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;

/** {@code services export}: adds consumers to the config entry that says what is exported. */
public final class ServicesExport implements Command {
  private static final String ENTRY = "exported-services/default";

  private final Flags flags = new Flags();
  private final Flag<String> partitions =
      flags.text("consumer-partitions", "Names of partitions, with commas (Enterprise).");
  private final Flag<String> peers =
      flags.text("consumer-peers", "Names of peer clusters, with commas.");
  private final Flag<String> name = flags.text("name", "The service.");
  private final HttpFlags http = HttpFlags.client(flags).namespace(flags).partition(flags);

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "services export [options]";
  }

  @Override
  public String description() {
    return "Exports a service to peer clusters: adds them to the config entry exported-services.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (name.value().isEmpty()) {
      throw new CommandException("Missing the required -name flag");
    }
    if (peers.value().isEmpty() && partitions.value().isEmpty()) {
      throw new CommandException(
          "Missing the required -consumer-peers or -consumer-partitions flag");
    }
    var consumers = consumers();
    var client = http.connect(terminal);
    write(client, exporting(read(client), consumers));
    terminal
        .out()
        .print("Successfully exported service \"%s\" %s\n".formatted(name.value(), targets()));
    return 0;
  }

  private List<JsonValue.Obj> consumers() throws CommandException {
    List<JsonValue.Obj> consumers = new ArrayList<>();
    for (var list : List.of(Map.entry("Peer", peers), Map.entry("Partition", partitions))) {
      if (!list.getValue().value().isEmpty()) {
        for (var consumer : list.getValue().value().split(",", -1)) {
          if (consumer.isEmpty()) {
            throw new CommandException(
                "Invalid " + list.getKey().toLowerCase(Locale.ROOT) + " \"\"");
          }
          consumers.add(
              JsonValue.Obj.of(Map.of(list.getKey(), (JsonValue) new JsonValue.Str(consumer))));
        }
      }
    }
    return consumers;
  }

  private String targets() {
    var texts = new ArrayList<String>();
    if (!peers.value().isEmpty()) {
      texts.add("to cluster peers \"" + peers.value() + "\"");
    }
    if (!partitions.value().isEmpty()) {
      texts.add("to partitions \"" + partitions.value() + "\"");
    }
    return String.join(" and ", texts);
  }

  /** The entry as it is; one that exports nothing when there is none. */
  private JsonView read(ConsulClient client) throws CommandException {
    try {
      var answer = client.call(Request.get("/v1/config/" + ENTRY));
      if (answer.status() == 404) {
        return JsonView.of(new JsonValue.Obj(Map.of()));
      }
      if (answer.status() != 200) {
        throw StatusException.of(answer);
      }
      return answer.json();
    } catch (IOException failure) {
      throw new CommandException(
          "Error reading config entry " + ENTRY + ": " + failure.getMessage());
    }
  }

  /** The same entry with more consumers of the service. */
  private JsonValue exporting(JsonView entry, List<JsonValue.Obj> consumers) {
    List<JsonValue> services = new ArrayList<>();
    boolean found = false;
    for (var service : entry.field("Services").elements()) {
      boolean wanted = !found && service.text("Name").equals(name.value());
      found |= wanted;
      services.add(
          wanted
              ? service(service.field("Consumers").elements().stream(), consumers)
              : service.value().orElseThrow());
    }
    if (!found) {
      services.add(service(Stream.empty(), consumers));
    }
    var members = new LinkedHashMap<String, JsonValue>();
    if (entry.value().orElseThrow() instanceof JsonValue.Obj(var present)) {
      members.putAll(present);
    }
    members.put("Kind", new JsonValue.Str("exported-services"));
    members.put("Name", new JsonValue.Str("default"));
    members.put("Services", new JsonValue.Arr(services));
    return new JsonValue.Obj(members);
  }

  private JsonValue service(Stream<JsonView> before, List<JsonValue.Obj> consumers) {
    var all =
        Stream.concat(before.flatMap(each -> each.value().stream()), consumers.stream())
            .distinct()
            .toList();
    return JsonValue.Obj.of(
        Map.of("Name", new JsonValue.Str(name.value()), "Consumers", new JsonValue.Arr(all)));
  }

  /** Writes it if nobody has changed it meanwhile. */
  private static void write(ConsulClient client, JsonValue entry) throws CommandException {
    var index = Long.toUnsignedString(JsonView.of(entry).number("ModifyIndex"));
    var body = Request.Body.json(JsonWriter.compact().value(entry).toText());
    boolean written;
    try {
      var request = Request.of("PUT", "/v1/config").with("cas", index).with(body);
      written = client.callOk(request).text().strip().equals("true");
    } catch (IOException failure) {
      throw new CommandException("Error writing config entry: " + failure.getMessage());
    }
    if (!written) {
      throw new CommandException("Error writing config entry: somebody else has changed " + ENTRY);
    }
  }
}
