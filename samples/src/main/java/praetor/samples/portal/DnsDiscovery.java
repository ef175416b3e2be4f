package praetor.samples.portal;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Finds services by their SRV records, and the addresses behind those: nothing but DNS. With {@code
 * search service.consul} in {@code /etc/resolv.conf} the name of a service is enough.
 *
 * <p>The order is that of RFC 2782: the least priority first, and among equals by chance, those of
 * greater weight more often.
 */
final class DnsDiscovery implements Discovery {

  @Override
  public List<Instance> find(String service) throws IOException {
    var records =
        run(new Lookup(name(service), Type.SRV))
            .map(SRVRecord.class::cast)
            .map(record -> new Ranked(record, chance(record.getWeight())))
            .sorted(Ranked.ORDER)
            .toList();
    var instances = new ArrayList<Instance>();
    for (var ranked : records) {
      var record = ranked.record();
      var host = record.getTarget();
      instances.add(new Instance(host.toString(true), address(host), record.getPort()));
    }
    return instances;
  }

  private record Ranked(SRVRecord record, double chance) {
    static final Comparator<Ranked> ORDER =
        Comparator.comparingInt((Ranked r) -> r.record().getPriority())
            .thenComparingDouble(Ranked::chance);
  }

  /** Of two of these the one of twice the weight is the lesser twice as often. */
  private static double chance(int weight) {
    return -Math.log(ThreadLocalRandom.current().nextDouble()) / Math.max(weight, 0.01);
  }

  private static InetAddress address(Name host) throws IOException {
    return run(new Lookup(host, Type.A))
        .map(ARecord.class::cast)
        .map(ARecord::getAddress)
        .findFirst()
        .orElseThrow(() -> new IOException(host + " has no address"));
  }

  private static Stream<Record> run(Lookup lookup) throws IOException {
    // Whoever has just ended must not be remembered.
    lookup.setCache(null);
    var records = lookup.run();
    if (records == null) {
      throw new IOException(lookup.getErrorString());
    }
    return Stream.of(records);
  }

  private static Name name(String service) throws IOException {
    try {
      return Name.fromString(service);
    } catch (TextParseException wrong) {
      throw new IOException(service + " is no name of DNS", wrong);
    }
  }
}
