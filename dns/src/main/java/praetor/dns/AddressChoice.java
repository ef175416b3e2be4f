package praetor.dns;

import java.util.Optional;

/**
 * Which of its addresses a node or instance is given by.
 *
 * <p>A question for one family is answered with the tagged address of that family if there is one,
 * other questions with IPv6 before IPv4; without such a tag it is the plain address. For another
 * datacenter with {@code translate_wan_addrs} the WAN tags come first. An instance's tags count
 * before its node's, and a node's only if the instance has no address of its own.
 *
 * <p>Source: observed on Consul 1.21.4 with tags wan, wan_ipv4, wan_ipv6, lan_ipv4 and lan_ipv6.
 * The port of the tag wan counts, those of the others do not.
 */
final class AddressChoice {
  private static final String WAN = "wan";

  /** Which tags a question looks at. */
  enum Family {
    IPV4,
    IPV6,
    ANY;

    static Family of(int type) {
      return switch (type) {
        case DnsType.A -> IPV4;
        case DnsType.AAAA -> IPV6;
        default -> ANY;
      };
    }
  }

  /** Finds the address under a tag. */
  private interface Tags {
    Optional<String> address(String tag);
  }

  private final Family family;
  private final boolean wan;

  /**
   * @param wan whether the WAN addresses come first
   */
  AddressChoice(Family family, boolean wan) {
    this.family = family;
    this.wan = wan;
  }

  String of(CatalogNode node) {
    return choose(node.address(), node::taggedAddress);
  }

  /** An instance's own address; empty when it is to be found at its node's. */
  String own(ServiceInstance instance) {
    return choose(
        instance.address(),
        tag -> instance.taggedAddress(tag).map(ServiceInstance.TaggedAddress::address));
  }

  int port(ServiceInstance instance) {
    if (!wan) {
      return instance.port();
    }
    return instance
        .taggedAddress(WAN)
        .map(ServiceInstance.TaggedAddress::port)
        .filter(port -> port != 0)
        .orElse(instance.port());
  }

  private String choose(String plain, Tags tags) {
    var address = wan ? tags.address(WAN).filter(text -> !text.isEmpty()).orElse(plain) : plain;
    return switch (family) {
      case IPV4 -> tagged(tags, "ipv4").orElse(address);
      case IPV6 -> tagged(tags, "ipv6").orElse(address);
      case ANY -> tagged(tags, "ipv6").or(() -> tagged(tags, "ipv4")).orElse(address);
    };
  }

  private Optional<String> tagged(Tags tags, String suffix) {
    Optional<String> far = wan ? tags.address(wanTag(suffix)) : Optional.empty();
    return far.or(() -> tags.address(lanTag(suffix))).filter(text -> !text.isEmpty());
  }

  private static String wanTag(String suffix) {
    return suffix.equals("ipv4") ? "wan_ipv4" : "wan_ipv6";
  }

  private static String lanTag(String suffix) {
    return suffix.equals("ipv4") ? "lan_ipv4" : "lan_ipv6";
  }
}
