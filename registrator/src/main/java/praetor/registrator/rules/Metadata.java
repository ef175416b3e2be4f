package praetor.registrator.rules;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the variables and labels {@code SERVICE_...} of a container say of one of its ports, by key
 * in lower case.
 *
 * <p>A name for the port is stronger than one for all: {@code SERVICE_53_UDP_NAME}, {@code
 * SERVICE_53_NAME} and {@code SERVICE_50-60_UDP_NAME} than {@code SERVICE_NAME}. Where that is
 * equal, a label wins over a variable, the last variable over those before it, and the label that
 * fits most exactly over the others. Names for other ports mean nothing here; a range that does not
 * hold the port is a key like any other.
 *
 * <p>Source: registrator 9.2 of fayrus, asked for containers with all of these.
 */
final class Metadata {
  private static final String PREFIX = "SERVICE_";
  private static final Pattern OF_PORT =
      Pattern.compile("(?<port>[+-]?[0-9]+)(?:_(?<key>.*))?", Pattern.DOTALL);
  private static final Pattern OF_RANGE =
      Pattern.compile("(?<from>[+]?[0-9]+)-(?<to>[+]?[0-9]+)(?:_(?<key>.*))?", Pattern.DOTALL);
  private static final Pattern OF_PROTOCOL =
      Pattern.compile("(?<protocol>tcp|udp|sctp)_(?<key>.*)", Pattern.DOTALL);

  /** How exactly a name fits a port, weakest first. */
  private enum Fit {
    PLAIN,
    RANGE,
    PORT,
    PROTOCOL
  }

  /** A key, what it is given, and how exactly its name fits. */
  private record Given(String key, String value, Fit fit) {
    boolean isForPort() {
      return fit != Fit.PLAIN;
    }
  }

  private final Map<String, String> plain = new LinkedHashMap<>();
  private final Map<String, String> own = new LinkedHashMap<>();

  private Metadata(Stream<Given> weakestFirst) {
    weakestFirst.forEach(
        given -> (given.isForPort() ? own : plain).put(given.key(), given.value()));
  }

  static Metadata of(ContainerView container, PortKey port) {
    var variables = given(container.environment(), port);
    var labels = given(container.labels(), port).sorted(Comparator.comparing(Given::fit));
    return new Metadata(Stream.concat(variables, labels));
  }

  private static Stream<Given> given(Map<String, String> source, PortKey port) {
    return source.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(PREFIX))
        .flatMap(
            entry -> {
              var name = entry.getKey().substring(PREFIX.length()).toLowerCase(Locale.ROOT);
              return given(name, entry.getValue(), port).stream();
            });
  }

  private static Optional<Given> given(String name, String value, PortKey port) {
    var range = OF_RANGE.matcher(name);
    if (range.matches() && holds(range.group("from"), port.port(), range.group("to"))) {
      return ofPort(range.group("key"), value, Fit.RANGE, port);
    }
    var single = OF_PORT.matcher(name);
    if (single.matches() && number(single.group("port")).isPresent()) {
      // 080 is a number, but no way to write 80.
      return single.group("port").equals(String.valueOf(port.port()))
          ? ofPort(single.group("key"), value, Fit.PORT, port)
          : Optional.empty();
    }
    return Optional.of(new Given(name, value, Fit.PLAIN));
  }

  private static boolean holds(String from, int port, String to) {
    return number(from).filter(first -> first <= port).isPresent()
        && number(to).filter(last -> port <= last).isPresent();
  }

  /** Too large a number is a text like any other. */
  private static Optional<Long> number(String digits) {
    try {
      return Optional.of(Long.parseLong(digits));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  private static Optional<Given> ofPort(@Nullable String key, String value, Fit fit, PortKey port) {
    if (key == null) {
      return Optional.empty();
    }
    var named = OF_PROTOCOL.matcher(key);
    // fayrus knows no sctp: of other ports that is a part of the key.
    if (!named.matches() || (named.group("protocol").equals("sctp") && !port.isSctp())) {
      return Optional.of(new Given(key, value, fit));
    }
    return named.group("protocol").equals(port.protocol())
        ? Optional.of(new Given(named.group("key"), value, Fit.PROTOCOL))
        : Optional.empty();
  }

  /** The strongest value; empty when there is none or it is. */
  Optional<String> filled(String key) {
    return Optional.of(text(key)).filter(value -> !value.isEmpty());
  }

  /** The strongest value, or nothing at all. */
  String text(String key) {
    return own.getOrDefault(key, plain.getOrDefault(key, ""));
  }

  /** The name given for this port, alone or in a range. */
  Optional<String> ownName() {
    return Optional.ofNullable(own.get("name")).filter(name -> !name.isEmpty());
  }

  /** The name given for all ports; an empty one for this port takes it away. */
  Optional<String> sharedName() {
    return own.containsKey("name") ? Optional.empty() : filled("name");
  }

  /** All keys but those given and their strongest values. */
  Map<String, String> without(List<String> keys) {
    var rest = new TreeMap<>(plain);
    rest.putAll(own);
    rest.keySet().removeAll(keys);
    return rest;
  }
}
