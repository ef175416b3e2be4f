package praetor.registrator.rules;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which entries of a registry are the registrator's, so that it may remove them: those that it
 * wanted itself, those whose ids begin with this host's name, and those that say of an endpoint
 * what it says, under the name that the host had before.
 */
public final class Ownership {
  private static final Pattern ID =
      Pattern.compile("(?<host>[^:]*):(?<rest>[a-zA-Z0-9][a-zA-Z0-9_.-]*:[0-9]+(?::udp|:sctp)?)");

  private final String host;

  public Ownership(String host) {
    this.host = host;
  }

  /**
   * Whether an entry that is not wanted may go.
   *
   * @param wanted ids that were wanted since the start
   * @param desired what should be there, by id
   */
  public boolean isOwn(Registered entry, Set<String> wanted, Map<String, ServiceEntry> desired) {
    if (wanted.contains(entry.id())) {
      return true;
    }
    var id = ID.matcher(entry.id());
    if (!id.matches()) {
      return false;
    }
    return id.group("host").equals(host)
        || isSameEndpoint(entry, Optional.ofNullable(desired.get(host + ":" + id.group("rest"))));
  }

  private static boolean isSameEndpoint(Registered entry, Optional<ServiceEntry> own) {
    return own.isPresent()
        && own.get().name().equals(entry.name())
        && own.get().port() == entry.port()
        && own.get().address().equals(entry.address());
  }
}
