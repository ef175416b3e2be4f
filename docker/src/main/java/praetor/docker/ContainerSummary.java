package praetor.docker;

import static praetor.docker.DockerWorkshop.text;

import java.util.LinkedHashMap;
import java.util.Map;
import praetor.model.codec.JsonValue;

/**
 * A container in a list.
 *
 * @param name without the slash that Docker puts before it
 * @param state {@code running}, {@code exited}, {@code created}, {@code paused} ...
 * @param status for people: {@code Up 3 minutes}
 * @param addresses of the container, by network; none while it does not run
 */
public record ContainerSummary(
    String id,
    String name,
    String state,
    String status,
    Map<String, String> labels,
    Map<String, String> addresses) {

  public ContainerSummary {
    labels = Map.copyOf(labels);
    addresses = Map.copyOf(addresses);
  }

  public boolean isRunning() {
    return state.equals("running");
  }

  static ContainerSummary of(Map<String, JsonValue> container) {
    var addresses = new LinkedHashMap<String, String>();
    var networks = members(members(container, "NetworkSettings"), "Networks");
    networks.forEach(
        (name, network) -> {
          if (network instanceof JsonValue.Obj(var endpoint)) {
            var address = text(endpoint, "IPAddress");
            if (!address.isEmpty()) {
              addresses.put(name, address);
            }
          }
        });
    var labels = new LinkedHashMap<String, String>();
    members(container, "Labels")
        .forEach((key, value) -> labels.put(key, value instanceof JsonValue.Str(var t) ? t : ""));
    return new ContainerSummary(
        text(container, "Id"),
        name(container),
        text(container, "State"),
        text(container, "Status"),
        labels,
        addresses);
  }

  private static String name(Map<String, JsonValue> container) {
    return container.get("Names") instanceof JsonValue.Arr(var names)
            && !names.isEmpty()
            && names.getFirst() instanceof JsonValue.Str(var name)
        ? name.replaceFirst("^/", "")
        : "";
  }

  private static Map<String, JsonValue> members(Map<String, JsonValue> object, String name) {
    return object.get(name) instanceof JsonValue.Obj(var members) ? members : Map.of();
  }
}
