package praetor.registrator.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the variables and labels {@code SERVICE_...} of a container say of one of its ports, by key
 * in lower case.
 *
 * <p>The more exactly a name fits the port, the stronger it is: {@code SERVICE_53_UDP_NAME}, then
 * {@code SERVICE_53_NAME}, {@code SERVICE_50-60_NAME}, {@code SERVICE_NAME}. Where that is equal, a
 * label wins over a variable. Names for other ports mean nothing here; a range that does not hold
 * the port is a key like any other.
 */
final class Metadata {
  private static final String PREFIX = "SERVICE_";
  private static final Pattern OF_PORT =
      Pattern.compile("([0-9]+)(?:_(?<key>.*))?", Pattern.DOTALL);
  private static final Pattern OF_RANGE =
      Pattern.compile("([0-9]{1,5})-([0-9]{1,5})_(?<key>.*)", Pattern.DOTALL);
  private static final Pattern OF_PROTOCOL =
      Pattern.compile("(tcp|udp|sctp)_(?<key>.*)", Pattern.DOTALL);

  /** How exactly a name fits a port, weakest first. */
  private enum Fit {
    PLAIN,
    RANGE,
    PORT,
    PROTOCOL
  }

  /** A key and how exactly its name fits. */
  private record Place(String key, Fit fit) {}

  // The last of a key's values is the strongest.
  private final Map<String, List<String>> values;
  private final Map<String, String> plain;

  private Metadata(Map<String, List<String>> values, Map<String, String> plain) {
    this.values = values;
    this.plain = plain;
  }

  static Metadata of(ContainerView container, PortKey port) {
    var byFit = new TreeMap<Fit, Map<String, String>>();
    for (var source : List.of(container.environment(), container.labels())) {
      source.forEach((name, value) -> add(byFit, name, value, port));
    }
    var values = new LinkedHashMap<String, List<String>>();
    byFit
        .values()
        .forEach(
            found ->
                found.forEach(
                    (key, value) ->
                        values.computeIfAbsent(key, _ -> new ArrayList<>()).add(value)));
    return new Metadata(values, byFit.getOrDefault(Fit.PLAIN, Map.of()));
  }

  private static void add(
      Map<Fit, Map<String, String>> byFit, String name, String value, PortKey port) {
    if (name.startsWith(PREFIX)) {
      place(name.substring(PREFIX.length()).toLowerCase(Locale.ROOT), port)
          .ifPresent(
              place ->
                  byFit
                      .computeIfAbsent(place.fit(), _ -> new LinkedHashMap<>())
                      .put(place.key(), value));
    }
  }

  private static Optional<Place> place(String name, PortKey port) {
    var range = OF_RANGE.matcher(name);
    if (range.matches()) {
      int from = Integer.parseInt(range.group(1));
      int to = Integer.parseInt(range.group(2));
      boolean holds = from <= port.port() && port.port() <= to;
      return Optional.of(
          holds ? new Place(range.group("key"), Fit.RANGE) : new Place(name, Fit.PLAIN));
    }
    var single = OF_PORT.matcher(name);
    if (!single.matches()) {
      return Optional.of(new Place(name, Fit.PLAIN));
    }
    var key = Optional.ofNullable(single.group("key"));
    return single.group(1).equals(String.valueOf(port.port()))
        ? key.flatMap(k -> ofPort(k, port))
        : Optional.empty();
  }

  private static Optional<Place> ofPort(String key, PortKey port) {
    var protocol = OF_PROTOCOL.matcher(key);
    if (!protocol.matches()) {
      return Optional.of(new Place(key, Fit.PORT));
    }
    return protocol.group(1).equals(port.protocol())
        ? Optional.of(new Place(protocol.group("key"), Fit.PROTOCOL))
        : Optional.empty();
  }

  /** The strongest value; empty when there is none or it is. */
  Optional<String> filled(String key) {
    return Optional.of(text(key)).filter(value -> !value.isEmpty());
  }

  /** The strongest value, or nothing at all. */
  String text(String key) {
    return values.getOrDefault(key, List.of("")).getLast();
  }

  boolean isTrue(String key) {
    return text(key).equalsIgnoreCase("true");
  }

  /** The strongest value that is not empty and was given for this port, alone or in a range. */
  Optional<String> ownName() {
    var all = values.getOrDefault("name", List.of());
    var own = plain.containsKey("name") ? all.subList(1, all.size()) : all;
    return own.reversed().stream().filter(name -> !name.isEmpty()).findFirst();
  }

  /** The name given for all ports. */
  Optional<String> sharedName() {
    return Optional.ofNullable(plain.get("name")).filter(name -> !name.isEmpty());
  }

  /** All keys but those given and their strongest values. */
  Map<String, String> without(List<String> keys) {
    var rest = new TreeMap<String, String>();
    values.keySet().stream().filter(k -> !keys.contains(k)).forEach(k -> rest.put(k, text(k)));
    return rest;
  }
}
