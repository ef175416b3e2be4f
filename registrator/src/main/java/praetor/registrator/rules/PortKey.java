package praetor.registrator.rules;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A port inside a container.
 *
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 */
public record PortKey(int port, String protocol) implements Comparable<PortKey> {
  private static final int PORT_MAX = 65_535;
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,5})(?:/([a-z]+))?");
  private static final Comparator<PortKey> ORDER =
      Comparator.comparingInt(PortKey::port).thenComparing(PortKey::protocol);

  /** Reads {@code 80/tcp}; empty when it is no port. */
  static Optional<PortKey> parse(String text) {
    var matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(1));
    var protocol = Optional.ofNullable(matcher.group(2)).orElse("tcp");
    return port > PORT_MAX || port == 0
        ? Optional.empty()
        : Optional.of(new PortKey(port, protocol));
  }

  /** Those of TCP are told by nothing; the others by a tag and in the id. */
  boolean isTcp() {
    return protocol.equals("tcp");
  }

  boolean isSctp() {
    return protocol.equals("sctp");
  }

  @Override
  public int compareTo(PortKey other) {
    return ORDER.compare(this, other);
  }
}
