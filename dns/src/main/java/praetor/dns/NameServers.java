package praetor.dns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The servers of a zone: the healthy nodes behind the service {@code consul}. Owned by one thread.
 *
 * <p>Source: Consul 1.21.4: at most three, only those whose name is a host name; the owner has the
 * letters of the question, the targets those of the options.
 */
final class NameServers {
  private static final String SERVICE = "consul";
  private static final int SERVERS_MAX = 3;

  private final Lookup lookup;
  private final Picker picker;

  NameServers(Lookup lookup, RandomGenerator random) {
    this.lookup = lookup;
    this.picker = new Picker(random);
  }

  void answer(Inquiry inquiry, Draft draft) {
    for (var server : servers(inquiry, draft)) {
      draft.answerWithGlue(server.record, List.of(server.address));
    }
  }

  void authority(Inquiry inquiry, Draft draft) {
    for (var server : servers(inquiry, draft)) {
      draft.authority().add(server.record);
      draft.additional().add(server.address);
    }
  }

  private record Server(ResourceRecord record, ResourceRecord address) {}

  private List<Server> servers(Inquiry inquiry, Draft draft) {
    var question = new ServiceQuestion(ServiceQuestion.Kind.SERVICE, SERVICE, Optional.empty());
    return switch (lookup.service(question, inquiry.settings().local())) {
      case Outcome.Found(Instances found) -> servers(inquiry, found);
      case Outcome.Failed() -> {
        draft.rcode(Rcode.SERVFAIL);
        yield List.of();
      }
      case Outcome.Absent() -> List.of();
      case Outcome.Denied() -> List.of();
      case Outcome.NoDatacenter() -> List.of();
    };
  }

  private List<Server> servers(Inquiry inquiry, Instances found) {
    var servers = new ArrayList<Server>();
    var names = new HashSet<String>();
    var choice = new AddressChoice(AddressChoice.Family.ANY, false);
    picker.start(found.list().size(), true);
    while (picker.hasNext() && servers.size() < SERVERS_MAX) {
      var instance = found.list().get(picker.next());
      var node = instance.node();
      var address = IpText.parse(choice.of(node));
      var target = DnsName.of(node.name() + ".node." + found.datacenter(), inquiry.zone().name());
      if (instance.health() != InstanceHealth.CRITICAL
          && isHostName(node.name())
          && address != null
          && target != null
          && names.add(node.name())) {
        int ttl = inquiry.settings().nodeTtl();
        servers.add(
            new Server(
                new ResourceRecord(inquiry.domain(), ttl, new Rdata.Host(DnsType.NS, target)),
                new ResourceRecord(target, ttl, NodeAnswers.addressData(address))));
      }
    }
    return servers;
  }

  private static boolean isHostName(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-');
  }
}
