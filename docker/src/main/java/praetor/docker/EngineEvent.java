package praetor.docker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import praetor.model.codec.JsonValue;

/**
 * Something that happened to a container, or to a network because of one, in Docker's words
 * whichever engine says it: podman's {@code died} is {@code die} and its {@code remove} is {@code
 * destroy}.
 *
 * @param action {@code start}, {@code die} and the like; what follows a colon in it is left out
 * @param container the whole id
 * @param since where a later stream of events has to begin so that none after this one is missed;
 *     this one may come again
 */
public record EngineEvent(
    String action, String container, Map<String, String> attributes, Optional<String> since) {
  private static final long NANOS = 1_000_000_000L;

  public EngineEvent {
    attributes = Map.copyOf(attributes);
  }

  /**
   * Reads an event; one that names no container is empty.
   *
   * <p>Source: Docker Engine API 1.41; {@code status} and {@code id} are the older names, which
   * podman has too.
   */
  static Optional<EngineEvent> of(Map<String, JsonValue> event) {
    var actor = members(event, "Actor");
    var attributes = new LinkedHashMap<String, String>();
    members(actor, "Attributes").keySet().forEach(k -> put(attributes, k, actor));
    var container =
        text(event, "Type").equals("network")
            ? attributes.getOrDefault("container", "")
            : first(text(actor, "ID"), text(event, "id"));
    if (container.isEmpty()) {
      return Optional.empty();
    }
    var action = docker(first(text(event, "Action"), text(event, "status")));
    return Optional.of(new EngineEvent(action, container, attributes, since(event)));
  }

  private static void put(
      Map<String, String> attributes, String name, Map<String, JsonValue> actor) {
    attributes.put(name, text(members(actor, "Attributes"), name));
  }

  private static String docker(String action) {
    int colon = action.indexOf(':');
    var word = colon < 0 ? action : action.substring(0, colon);
    return switch (word) {
      case "died" -> "die";
      case "remove" -> "destroy";
      default -> word;
    };
  }

  private static Optional<String> since(Map<String, JsonValue> event) {
    long nanos = number(event, "timeNano");
    if (nanos > 0) {
      return Optional.of("%d.%09d".formatted(nanos / NANOS, nanos % NANOS));
    }
    return Optional.of(number(event, "time")).filter(s -> s > 0).map(String::valueOf);
  }

  private static String first(String text, String other) {
    return text.isEmpty() ? other : text;
  }

  private static Map<String, JsonValue> members(Map<String, JsonValue> object, String name) {
    return object.get(name) instanceof JsonValue.Obj(var members) ? members : Map.of();
  }

  private static String text(Map<String, JsonValue> object, String name) {
    return object.get(name) instanceof JsonValue.Str(var text) ? text : "";
  }

  private static long number(Map<String, JsonValue> object, String name) {
    return object.get(name) instanceof JsonValue.Num number ? number.number().longValue() : 0;
  }
}
