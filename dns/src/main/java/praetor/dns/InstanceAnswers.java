package praetor.dns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the instances behind a service or query name. Owned by one thread.
 *
 * <p>Instances are drawn in random order, and only as many as can matter. Source: vectors of Consul
 * 1.21.4 and trials with it.
 */
final class InstanceAnswers {
  /** Which instances count. */
  interface Filter {
    boolean test(ServiceInstance instance);
  }

  /**
   * What the records are made from.
   *
   * @param shuffle whether the order is random
   * @param ttl seconds
   */
  record Source(
      Instances instances, Filter filter, AddressChoice choice, boolean shuffle, int ttl) {}

  private record Endpoint(String node, String address, int port) {}

  private final Chase chase;
  private final Picker picker;
  private final AddressSet addresses = new AddressSet();

  InstanceAnswers(Chase chase, RandomGenerator random) {
    this.chase = chase;
    this.picker = new Picker(random);
  }

  /** Adds the records; answers whether any instance counted at all. */
  boolean answer(Inquiry inquiry, Source source, Draft draft) {
    picker.start(source.instances.list().size(), source.shuffle);
    return switch (inquiry.type()) {
      case DnsType.SRV -> targets(inquiry, source, draft);
      case DnsType.A, DnsType.AAAA, DnsType.ANY, DnsType.TXT, DnsType.CNAME ->
          addresses(inquiry, source, draft);
      default -> next(source) != null;
    };
  }

  private @Nullable ServiceInstance next(Source source) {
    while (picker.hasNext()) {
      var instance = source.instances.list().get(picker.next());
      if (source.filter.test(instance)) {
        return instance;
      }
    }
    return null;
  }

  /** Addresses, each once; else one alias, and what it leads to. */
  private boolean addresses(Inquiry inquiry, Source source, Draft draft) {
    int limit = inquiry.settings().options().aRecordLimit();
    int enough = limit > 0 ? Math.min(limit, inquiry.enough()) : inquiry.enough();
    addresses.clear();
    var alias = Optional.<String>empty();
    boolean found = false;
    while (draft.answer().size() < enough) {
      var instance = next(source);
      if (instance == null) {
        break;
      }
      found = true;
      var text = reachableAddress(inquiry, instance, source.choice);
      if (!addAddress(inquiry, text, source.ttl, draft) && alias.isEmpty()) {
        alias = Optional.of(text);
      }
    }
    if (draft.answer().isEmpty()) {
      alias.ifPresent(text -> addAlias(inquiry, text, source.ttl, draft));
    }
    return found;
  }

  /** The instance's address, but the node's if the own one is the name being asked for. */
  private static String reachableAddress(
      Inquiry inquiry, ServiceInstance instance, AddressChoice choice) {
    var own = choice.own(instance);
    return own.isEmpty() || isAskedName(own, inquiry.name()) ? choice.of(instance.node()) : own;
  }

  private static boolean isAskedName(String address, DnsName asked) {
    char last = address.charAt(address.length() - 1);
    // Only a host name can be the name asked for; most addresses end in a digit.
    if (last >= '0' && last <= '9') {
      return false;
    }
    var name = DnsName.of(address);
    return name != null && name.equals(asked);
  }

  /** Answers false when the text is a host name. */
  private boolean addAddress(Inquiry inquiry, String text, int ttl, Draft draft) {
    long v4 = IpText.parseV4(text);
    var bytes = v4 < 0 ? IpText.parse(text) : null;
    if (v4 < 0 && bytes == null) {
      return false;
    }
    var data = bytes == null ? new Rdata.A((int) v4) : NodeAnswers.addressData(bytes);
    if (isWanted(data.type(), inquiry.type()) && isNew(data)) {
      draft.answer(inquiry.name(), ttl, data);
    }
    return true;
  }

  /** Whether an address of a family answers a question: TXT questions get addresses as ANY does. */
  private static boolean isWanted(int family, int type) {
    return type == family || type == DnsType.ANY || type == DnsType.TXT;
  }

  private boolean isNew(Rdata data) {
    return switch (data) {
      case Rdata.A a -> addresses.add(a.address());
      case Rdata.Aaaa aaaa -> addresses.add(aaaa.address());
      case Rdata.Host _, Rdata.Srv _, Rdata.Soa _, Rdata.Txt _ -> true;
    };
  }

  private void addAlias(Inquiry inquiry, String text, int ttl, Draft draft) {
    var target = DnsName.of(text);
    if (target == null) {
      draft.unwritable();
      return;
    }
    draft.answer(inquiry.name(), ttl, new Rdata.Host(DnsType.CNAME, target));
    draft.answer().addAll(followed(target, inquiry, ttl, draft));
  }

  /** What an alias or target leads to: addresses and aliases, with the service's TTL. */
  private List<ResourceRecord> followed(DnsName target, Inquiry inquiry, int ttl, Draft draft) {
    return chase.follow(target, inquiry, draft).stream()
        .filter(ResourceRecord::isAddressOrAlias)
        .map(record -> record.withTtl(ttl))
        .toList();
  }

  /** SRV records, one for every node, address and port, each with the addresses of its target. */
  private boolean targets(Inquiry inquiry, Source source, Draft draft) {
    var domain = inquiry.domain();
    var datacenter = source.instances.datacenter();
    var nodes = DnsName.of("node." + datacenter, domain);
    var addrs = DnsName.of("addr." + datacenter, domain);
    if (nodes == null || addrs == null) {
      draft.unwritable();
      return true;
    }
    Set<Endpoint> seen = new HashSet<>();
    boolean found = false;
    while (draft.answer().size() < inquiry.enough()) {
      var instance = next(source);
      if (instance == null) {
        break;
      }
      found = true;
      target(inquiry, source, instance, nodes, addrs, seen, draft);
    }
    return found;
  }

  private void target(
      Inquiry inquiry,
      Source source,
      ServiceInstance instance,
      DnsName nodes,
      DnsName addrs,
      Set<Endpoint> seen,
      Draft draft) {
    var node = instance.node();
    var address = reachableAddress(inquiry, instance, source.choice);
    int port = source.choice.port(instance);
    if (!seen.add(new Endpoint(node.name(), address, port))) {
      return;
    }
    var bytes = IpText.parse(address);
    boolean ofNode = isNodeAddress(inquiry, instance, address, source.choice);
    var target = targetName(node, address, bytes, ofNode, nodes, addrs);
    if (target == null) {
      draft.unwritable();
      return;
    }
    var record =
        new ResourceRecord(
            inquiry.name(), source.ttl, new Rdata.Srv(weight(instance), port, target));
    draft.answerWithGlue(
        record,
        bytes == null
            ? followed(target, inquiry, source.ttl, draft)
            : glue(inquiry, node, target, bytes, ofNode, source.ttl, draft));
  }

  /**
   * Whether the instance is reached at its node's plain address, so that the node's name serves.
   */
  private static boolean isNodeAddress(
      Inquiry inquiry, ServiceInstance instance, String address, AddressChoice choice) {
    var own = choice.own(instance);
    return address.equals(instance.node().address())
        && (own.isEmpty() || isAskedName(own, inquiry.name()));
  }

  private static @Nullable DnsName targetName(
      CatalogNode node,
      String address,
      byte @Nullable [] bytes,
      boolean ofNode,
      DnsName nodes,
      DnsName addrs) {
    if (bytes == null) {
      return DnsName.of(address);
    }
    return ofNode ? DnsName.of(node.name(), nodes) : DnsName.of(hex(bytes), addrs);
  }

  private static String hex(byte[] bytes) {
    var text = new StringBuilder(2 * bytes.length);
    for (byte b : bytes) {
      text.append(Character.forDigit((b >> 4) & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
    }
    return text.toString();
  }

  private static List<ResourceRecord> glue(
      Inquiry inquiry,
      CatalogNode node,
      DnsName target,
      byte[] bytes,
      boolean ofNode,
      int ttl,
      Draft draft) {
    var address = new ResourceRecord(target, ttl, NodeAnswers.addressData(bytes));
    if (!ofNode || !inquiry.settings().options().nodeMetaTxt() || node.meta().isEmpty()) {
      return List.of(address);
    }
    var glue = new ArrayList<ResourceRecord>();
    glue.add(address);
    glue.addAll(NodeAnswers.texts(target, node, ttl, draft));
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
      case CRITICAL -> 0;
    };
  }
}
