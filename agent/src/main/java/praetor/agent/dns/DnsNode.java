package praetor.agent.dns;

import java.util.Map;
import java.util.Optional;
import praetor.dns.CatalogNode;
import praetor.model.Node;

/** A node of the catalog as DNS sees it. */
record DnsNode(Node node) implements CatalogNode {
  @Override
  public String name() {
    return node.node();
  }

  @Override
  public String address() {
    return node.address();
  }

  @Override
  public Optional<String> taggedAddress(String tag) {
    return Optional.ofNullable(node.taggedAddresses().get(tag));
  }

  @Override
  public Map<String, String> meta() {
    return node.meta();
  }
}
