package praetor.dns;

import java.util.List;
import java.util.Optional;

/** One instance of a service as DNS sees it. The agent's own record implements it; immutable. */
public interface ServiceInstance {
  /** The node it runs on. */
  CatalogNode node();

  /** Its own IP address or host name; empty when it has the node's. */
  String address();

  /** 0 to 65535. */
  int port();

  /** Tags with the letters they were registered with. */
  List<String> tags();

  /** The address under a tag such as {@code wan} or {@code lan_ipv4}. */
  Optional<TaggedAddress> taggedAddress(String tag);

  /** The worst state of the instance's checks and its node's. */
  InstanceHealth health();

  /** SRV weight while all checks pass. */
  int passingWeight();

  /** SRV weight while a check warns. */
  int warningWeight();

  /** An address with a port of its own; port 0 means the instance's. */
  record TaggedAddress(String address, int port) {}
}
