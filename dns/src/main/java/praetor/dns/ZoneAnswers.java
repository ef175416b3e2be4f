package praetor.dns;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Answers questions about names in the zones. Owned by one thread. */
final class ZoneAnswers {
  private final Lookup lookup;
  private final NodeAnswers nodes;
  private final InstanceAnswers instances;
  private final Supplier<InstanceAnswers> nestedInstances;
  private final NameServers nameServers;
  private final InstantSource clock;

  ZoneAnswers(Lookup lookup, Chase chase, InstantSource clock, RandomGenerator random) {
    this.lookup = lookup;
    this.nodes = new NodeAnswers(chase);
    this.nestedInstances = () -> new InstanceAnswers(chase, random);
    this.instances = nestedInstances.get();
    this.nameServers = new NameServers(lookup, random);
    this.clock = clock;
  }

  /** Fills the draft. SOA and NS questions are answered for any name, existing or not. */
  void answer(Inquiry inquiry, Draft draft) {
    switch (inquiry.type()) {
      case DnsType.AXFR -> draft.rcode(Rcode.NOTIMP);
      case DnsType.SOA -> {
        draft.answer().add(startOfAuthority(inquiry).soa(serial(clock)));
        if (mayLookUp(inquiry, inquiry.settings().local(), draft)) {
          nameServers.authority(inquiry, draft);
        }
      }
      case DnsType.NS -> {
        if (mayLookUp(inquiry, inquiry.settings().local(), draft)) {
          nameServers.answer(inquiry, draft);
        }
      }
      default -> named(inquiry, draft);
    }
  }

  /** Source: Consul 1.21.4 answers for the name of the second zone itself with the first one's. */
  private static Zone startOfAuthority(Inquiry inquiry) {
    return inquiry.domainStart() == 0 ? inquiry.settings().mainZone() : inquiry.zone();
  }

  private void named(Inquiry inquiry, Draft draft) {
    var labels = inquiry.name().lowerLabels(inquiry.domainStart());
    switch (AskedName.parse(labels, inquiry.type(), inquiry.settings())) {
      case AskedName.Node node -> node(inquiry, node, draft);
      case AskedName.Service service -> service(inquiry, service, draft);
      case AskedName.Query query -> query(inquiry, query, draft);
      case AskedName.Virtual virtual -> virtual(inquiry, virtual, draft);
      case AskedName.Address address -> address(inquiry, address.data(), draft);
      case AskedName.Unknown() -> absent(inquiry, draft);
    }
  }

  /** Whether a lookup may be made on this thread; else the draft is void. */
  private boolean mayLookUp(Inquiry inquiry, Scope scope, Draft draft) {
    if (!inquiry.mayWait() && lookup.mayWait(scope)) {
      draft.mustWait();
      return false;
    }
    return true;
  }

  private void node(Inquiry inquiry, AskedName.Node asked, Draft draft) {
    if (!NodeAnswers.isLookedUp(inquiry.type()) || !mayLookUp(inquiry, asked.scope(), draft)) {
      return;
    }
    found(lookup.node(asked.name(), asked.scope()), inquiry, draft)
        .ifPresent(
            node -> {
              boolean local = asked.scope().datacenter().isEmpty();
              nodes.answer(inquiry, node, choice(inquiry, local), draft);
            });
  }

  private void service(Inquiry inquiry, AskedName.Service asked, Draft draft) {
    if (!mayLookUp(inquiry, asked.scope(), draft)) {
      return;
    }
    var question = asked.question();
    found(lookup.service(question, asked.scope()), inquiry, draft)
        .ifPresent(
            found -> {
              int ttl = inquiry.settings().serviceTtl(question.name());
              var filter = filter(question, inquiry.settings().options().onlyPassing());
              instances(inquiry, found, filter, true, ttl, draft);
            });
  }

  private static InstanceAnswers.Filter filter(ServiceQuestion question, boolean onlyPassing) {
    InstanceAnswers.Filter healthy =
        onlyPassing
            ? instance -> instance.health() == InstanceHealth.PASSING
            : instance -> instance.health() != InstanceHealth.CRITICAL;
    if (question.tag().isEmpty()) {
      return healthy;
    }
    var tag = question.tag().get();
    return instance -> healthy.test(instance) && hasTag(instance, tag);
  }

  private static boolean hasTag(ServiceInstance instance, String tag) {
    for (var own : instance.tags()) {
      if (own.equalsIgnoreCase(tag)) {
        return true;
      }
    }
    return false;
  }

  /** A query's own rules chose and ordered its instances: none is left out, nothing is shuffled. */
  private void query(Inquiry inquiry, AskedName.Query asked, Draft draft) {
    if (!inquiry.mayWait() && lookup.queryMayWait(asked.scope())) {
      draft.mustWait();
      return;
    }
    var subnet = inquiry.asked().edns().flatMap(Question.Edns::subnet);
    var source = subnet.flatMap(ClientSubnet::source).or(() -> Optional.of(inquiry.client()));
    found(lookup.query(asked.name(), new QuerySource(source), asked.scope()), inquiry, draft)
        .ifPresent(
            found -> {
              draft.subnetUsed();
              int ttl =
                  found
                      .ttl()
                      .map(Settings::seconds)
                      .orElseGet(() -> inquiry.settings().serviceTtl(found.service()));
              instances(inquiry, found, _ -> true, false, ttl, draft);
            });
  }

  private void instances(
      Inquiry inquiry,
      Instances found,
      InstanceAnswers.Filter filter,
      boolean shuffle,
      int ttl,
      Draft draft) {
    boolean local = inquiry.settings().isLocal(found.datacenter());
    var choice = choice(inquiry, local);
    var source = new InstanceAnswers.Source(found, filter, choice, shuffle, ttl);
    // Behind an alias the outer answer may be in the middle of its instances.
    var answers = inquiry.depth() == 0 ? instances : nestedInstances.get();
    if (!answers.answer(inquiry, source, draft)) {
      absent(inquiry, draft);
    } else if (draft.answer().isEmpty()) {
      negative(inquiry, draft);
    }
  }

  private static AddressChoice choice(Inquiry inquiry, boolean local) {
    boolean wan = !local && inquiry.settings().options().translateWanAddrs();
    return new AddressChoice(AddressChoice.Family.of(inquiry.type()), wan);
  }

  /**
   * The virtual address answers every type.
   *
   * <p>Source: Consul 1.21.4: an unknown service gets an empty answer without SOA, and the owner is
   * in lower case up to the zone.
   */
  private void virtual(Inquiry inquiry, AskedName.Virtual asked, Draft draft) {
    if (!mayLookUp(inquiry, asked.scope(), draft)) {
      return;
    }
    switch (lookup.virtualAddress(asked.service(), asked.scope())) {
      case Outcome.Found(String text) -> {
        var bytes = IpText.parse(text);
        if (bytes != null) {
          int ttl = inquiry.settings().nodeTtl();
          draft.answer(lowerOwner(inquiry), ttl, NodeAnswers.addressData(bytes));
        }
      }
      case Outcome.Absent() -> {}
      case Outcome.NoDatacenter() -> {}
      case Outcome.Denied() -> draft.rcode(Rcode.SERVFAIL);
      case Outcome.Failed() -> draft.rcode(Rcode.SERVFAIL);
    }
  }

  /** An address of the wrong family goes to the additional section. */
  private void address(Inquiry inquiry, Rdata data, Draft draft) {
    var record = new ResourceRecord(lowerOwner(inquiry), inquiry.settings().nodeTtl(), data);
    if (inquiry.asked().asks(data.type())) {
      draft.answer().add(record);
    } else {
      draft.additional().add(record);
    }
  }

  private static DnsName lowerOwner(Inquiry inquiry) {
    return inquiry.name().lowerUntil(inquiry.domainStart(), inquiry.domain());
  }

  /** What was found; else the draft gets the answer for what was not. */
  private <T> Optional<T> found(Outcome<T> outcome, Inquiry inquiry, Draft draft) {
    switch (outcome) {
      case Outcome.Found<T>(T value) -> {
        return Optional.of(value);
      }
      case Outcome.Absent<T>() -> absent(inquiry, draft);
      case Outcome.NoDatacenter<T>() -> absent(inquiry, draft);
      case Outcome.Denied<T>() -> absent(inquiry, draft);
      case Outcome.Failed<T>() -> draft.rcode(Rcode.SERVFAIL);
    }
    return Optional.empty();
  }

  private void absent(Inquiry inquiry, Draft draft) {
    draft.rcode(Rcode.NXDOMAIN);
    negative(inquiry, draft);
  }

  /** RFC 2308: the SOA tells how long the absence may be remembered. */
  private void negative(Inquiry inquiry, Draft draft) {
    draft.authority().add(inquiry.zone().soa(serial(clock)));
  }

  static int serial(InstantSource clock) {
    return (int) (clock.millis() / 1_000);
  }
}
