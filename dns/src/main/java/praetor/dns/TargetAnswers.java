package praetor.dns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SRV records of one answer, one for every node, address and port, each with the addresses of its
 * target and the metadata of its node.
 *
 * <p>Source: Consul 1.21.4: the target is the node's name if the instance has its node's plain
 * address, the host name if it has one, and {@code HEX.addr} for every other address. The
 * metadata's owner is the node's name whatever the target is.
 */
final class TargetAnswers {
  private record Endpoint(String node, String address, int port) {}

  private final Chase chase;
  private final Inquiry inquiry;
  private final InstanceAnswers.Source source;
  private final Draft draft;
  private final DnsName nodes;
  private final DnsName addrs;
  private final Set<Endpoint> seen = new HashSet<>();

  private TargetAnswers(
      Chase chase,
      Inquiry inquiry,
      InstanceAnswers.Source source,
      Draft draft,
      DnsName nodes,
      DnsName addrs) {
    this.chase = chase;
    this.inquiry = inquiry;
    this.source = source;
    this.draft = draft;
    this.nodes = nodes;
    this.addrs = addrs;
  }

  /** Null when the names of targets would be too long. */
  static @Nullable TargetAnswers of(
      Chase chase, Inquiry inquiry, InstanceAnswers.Source source, Draft draft) {
    var domain = inquiry.domain();
    var datacenter = source.instances().datacenter();
    var nodes = DnsName.of("node." + datacenter, domain);
    var addrs = DnsName.of("addr." + datacenter, domain);
    return nodes == null || addrs == null
        ? null
        : new TargetAnswers(chase, inquiry, source, draft, nodes, addrs);
  }

  void add(ServiceInstance instance) {
    var node = instance.node();
    var own = InstanceAnswers.ownAddress(inquiry, instance, source.choice());
    var address = own.isEmpty() ? source.choice().of(node) : own;
    int port = source.choice().port(instance);
    if (!seen.add(new Endpoint(node.name(), address, port))) {
      return;
    }
    var bytes = IpText.parse(address);
    boolean ofNode = own.isEmpty() && bytes != null && address.equals(node.address());
    var target = ofNode ? DnsName.of(node.name(), nodes) : otherTarget(address, bytes);
    if (target == null) {
      draft.unwritable();
      return;
    }
    var data = new Rdata.Srv(weight(instance), port, target);
    draft.answerWithGlue(
        new ResourceRecord(inquiry.name(), source.ttl(), data), glue(node, target, bytes));
  }

  private @Nullable DnsName otherTarget(String address, byte @Nullable [] bytes) {
    return bytes == null ? DnsName.of(address) : DnsName.of(hex(bytes), addrs);
  }

  private static String hex(byte[] bytes) {
    var text = new StringBuilder(2 * bytes.length);
    for (byte b : bytes) {
      text.append(Character.forDigit((b >> 4) & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
    }
    return text.toString();
  }

  private List<ResourceRecord> glue(CatalogNode node, DnsName target, byte @Nullable [] bytes) {
    var addresses =
        bytes == null
            ? InstanceAnswers.followed(chase, target, inquiry, source.ttl(), draft)
            : List.of(new ResourceRecord(target, source.ttl(), NodeAnswers.addressData(bytes)));
    if (!inquiry.settings().options().nodeMetaTxt() || node.meta().isEmpty()) {
      return addresses;
    }
    var owner = DnsName.of(node.name(), nodes);
    if (owner == null) {
      draft.unwritable();
      return addresses;
    }
    var glue = new ArrayList<>(addresses);
    glue.addAll(NodeAnswers.texts(owner, node, source.ttl(), draft));
    return glue;
  }

  /**
   * The weight for the instance's state.
   *
   * <p>Source: Consul 1.21.4: a passing weight of 0 means 1, a warning weight of 0 stays.
   */
  private static int weight(ServiceInstance instance) {
    return switch (instance.health()) {
      case PASSING -> Math.max(1, instance.passingWeight());
      case WARNING -> instance.warningWeight();
      case UNKNOWN -> 1;
      case CRITICAL -> 0;
    };
  }
}
