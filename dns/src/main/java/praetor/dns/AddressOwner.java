package praetor.dns;

/** Who has an address. */
public sealed interface AddressOwner {
  /** In the letters that names shall have. */
  String datacenter();

  /** A node: {@code NAME.node.DC.DOMAIN}. */
  record Node(String name, String datacenter) implements AddressOwner {}

  /** A service: {@code NAME.service.DC.DOMAIN}. */
  record Service(String name, String datacenter) implements AddressOwner {}
}
