package praetor.dns;

import java.util.Map;
import java.util.Optional;

/** A node as DNS sees it. The agent's own record implements it; all parts are immutable. */
public interface CatalogNode {
  /** The name with the letters it was registered with. */
  String name();

  /** An IP address or a host name, as text. */
  String address();

  /** The address under a tag such as {@code wan} or {@code lan_ipv4}. */
  Optional<String> taggedAddress(String tag);

  /** Metadata; becomes TXT records. */
  Map<String, String> meta();
}
