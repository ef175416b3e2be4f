package praetor.dns;

import java.util.List;
import java.util.Optional;
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
    return inquiry.type() == DnsType.SRV
        ? targets(inquiry, source, draft)
        : addresses(inquiry, source, draft);
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

  /** Addresses, each once; else one alias, whatever the type, and what it leads to. */
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

  private static String reachableAddress(
      Inquiry inquiry, ServiceInstance instance, AddressChoice choice) {
    var own = ownAddress(inquiry, instance, choice);
    return own.isEmpty() ? choice.of(instance.node()) : own;
  }

  /** The instance's own address; empty if the node's counts, as when it is the name asked for. */
  static String ownAddress(Inquiry inquiry, ServiceInstance instance, AddressChoice choice) {
    var own = choice.own(instance);
    return own.isEmpty() || isAskedName(own, inquiry.name()) ? "" : own;
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
    draft.answer().addAll(followed(chase, target, inquiry, ttl, draft));
  }

  /** What an alias or target leads to: addresses and aliases, with the service's TTL. */
  static List<ResourceRecord> followed(
      Chase chase, DnsName target, Inquiry inquiry, int ttl, Draft draft) {
    return chase.follow(target, inquiry, draft).stream()
        .filter(ResourceRecord::isAddressOrAlias)
        .map(record -> record.withTtl(ttl))
        .toList();
  }

  private boolean targets(Inquiry inquiry, Source source, Draft draft) {
    var targets = TargetAnswers.of(chase, inquiry, source, draft);
    if (targets == null) {
      draft.unwritable();
      return true;
    }
    boolean found = false;
    while (draft.answer().size() < inquiry.enough()) {
      var instance = next(source);
      if (instance == null) {
        break;
      }
      found = true;
      targets.add(instance);
    }
    return found;
  }
}
