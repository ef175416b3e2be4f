package praetor.dns;

import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions below {@code arpa}: whose address is it.
 *
 * <p>Source: Consul 1.21.4: the type of the question does not matter, names are in the main zone,
 * the TTL is 0; what no pattern fits does not exist.
 */
final class ReverseAnswers {
  private static final int IPV4_LABELS = 4;
  private static final int IPV6_LABELS = 32;

  private final Lookup lookup;
  private final InstantSource clock;

  ReverseAnswers(Lookup lookup, InstantSource clock) {
    this.lookup = lookup;
    this.clock = clock;
  }

  static boolean isReverse(DnsName name) {
    return name.zoneStart(ARPA) >= 0;
  }

  private static final DnsName ARPA = name("arpa");
  private static final DnsName IN_ADDR = name("in-addr.arpa");
  private static final DnsName IP6 = name("ip6.arpa");

  private static DnsName name(String text) {
    return Objects.requireNonNull(DnsName.of(text));
  }

  /** Fills the draft; without an owner of the address it is NXDOMAIN. */
  void answer(Question question, Settings settings, boolean mayWait, Draft draft) {
    var address = address(question.name());
    if (address == null) {
      absent(settings, draft);
    } else if (!mayWait && lookup.mayWait(settings.local())) {
      draft.mustWait();
    } else {
      owner(question, address, settings, draft);
    }
  }

  private void owner(Question question, byte[] address, Settings settings, Draft draft) {
    switch (lookup.owner(address, settings.local())) {
      case Outcome.Found(AddressOwner owner) -> {
        var target = DnsName.of(relativeName(owner), settings.mainZone().name());
        if (target == null) {
          draft.unwritable();
        } else {
          draft.answer(question.name(), 0, new Rdata.Host(DnsType.PTR, target));
        }
      }
      case Outcome.Failed() -> draft.rcode(Rcode.SERVFAIL);
      case Outcome.Absent() -> absent(settings, draft);
      case Outcome.Denied() -> absent(settings, draft);
      case Outcome.NoDatacenter() -> absent(settings, draft);
    }
  }

  private static String relativeName(AddressOwner owner) {
    return switch (owner) {
      case AddressOwner.Node(String name, String datacenter) -> name + ".node." + datacenter;
      case AddressOwner.Service(String name, String datacenter) -> name + ".service." + datacenter;
    };
  }

  private void absent(Settings settings, Draft draft) {
    draft.rcode(Rcode.NXDOMAIN);
    draft.authority().add(settings.mainZone().soa(ZoneAnswers.serial(clock)));
  }

  private static byte @Nullable [] address(DnsName name) {
    int v4 = name.zoneStart(IN_ADDR);
    if (v4 >= 0) {
      return ipv4(name.lowerLabels(v4));
    }
    int v6 = name.zoneStart(IP6);
    return v6 >= 0 ? ipv6(name.lowerLabels(v6)) : null;
  }

  private static byte @Nullable [] ipv4(String[] labels) {
    if (labels.length != IPV4_LABELS) {
      return null;
    }
    long address = IpText.parseV4(labels[3] + "." + labels[2] + "." + labels[1] + "." + labels[0]);
    return address < 0 ? null : IpText.bytesOf((int) address);
  }

  private static byte @Nullable [] ipv6(String[] labels) {
    if (labels.length != IPV6_LABELS) {
      return null;
    }
    var address = new byte[IPV6_LABELS / 2];
    for (int i = 0; i < IPV6_LABELS; i++) {
      int digit = labels[i].length() == 1 ? Character.digit(labels[i].charAt(0), 16) : -1;
      if (digit < 0) {
        return null;
      }
      // The last digit of the address comes first.
      address[15 - i / 2] |= (byte) (digit << (4 * (i % 2)));
    }
    return address;
  }
}
