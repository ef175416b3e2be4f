package praetor.state;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.TEXT;
import static praetor.model.codec.Codecs.nullableList;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.NodeService;
import praetor.model.PeeredServiceName;
import praetor.model.ServiceAddress;
import praetor.model.codec.Shape;
import praetor.state.command.ManualIpsRequest;

/**
 * The virtual address that every service of the mesh gets, from 240.0.0.1 on.
 *
 * <p>Source: GET /v1/health/connect and records 32 of snapshots of Consul 1.21.4. We differ in two
 * things: every freed address is used again, where Consul remembers the last one alone, and an
 * address is kept while a proxy of its service remains.
 */
final class VirtualIpTable {
  static final Table<VirtualIp> TABLE =
      Table.<VirtualIp>named(IndexTable.VIRTUAL_IPS)
          .key(row -> Keys.of(row.service().name()))
          .modifyIndex(VirtualIp::modifyIndex)
          .snapshot(SnapshotPart.of(32, VirtualIp.SHAPE, row -> row, VirtualIpTable::checked));

  private static final String TAG = "consul-virtual";

  private VirtualIpTable() {}

  /**
   * An address in use.
   *
   * @param ip 16 bytes, an IPv4 number as IPv6 that counts from 240.0.0.0
   * @param manualIps addresses that a user gave it besides
   */
  record VirtualIp(
      PeeredServiceName service,
      Bytes ip,
      List<String> manualIps,
      long createIndex,
      long modifyIndex) {
    static final Shape<VirtualIp> SHAPE =
        Shape.<VirtualIp>of("state.ServiceVirtualIP")
            .field("Service", PeeredServiceName.SHAPE, VirtualIp::service)
            .field("IP", TEXT, VirtualIp::ip)
            .field("ManualIPs", nullableList(STRING), VirtualIp::manualIps)
            .uint64("CreateIndex", VirtualIp::createIndex)
            .uint64("ModifyIndex", VirtualIp::modifyIndex)
            .build(v -> new VirtualIp(v.next(), v.next(), v.next(), v.next(), v.next()));

    VirtualIp withManualIps(List<String> ips, long index) {
      return new VirtualIp(service, ip, ips, createIndex, index);
    }
  }

  /** The instance with its service's virtual address among its own, if the mesh reaches it. */
  static NodeService addressed(WriteTxn txn, NodeService s) {
    var name = new ServiceTable.Instance("", s).connectName();
    if (name.isEmpty()) {
      return s;
    }
    var addresses = new TreeMap<>(s.taggedAddresses());
    addresses.put(TAG, new ServiceAddress(assigned(txn, name), s.port()));
    return s.withTaggedAddresses(Collections.unmodifiableMap(addresses));
  }

  private static String assigned(WriteTxn txn, String name) {
    var known = find(txn, name);
    if (known.isPresent()) {
      return known.get();
    }
    var ip = FreeVirtualIpTable.take(txn);
    txn.put(
        TABLE, new VirtualIp(PeeredServiceName.own(name), ip, List.of(), txn.index(), txn.index()));
    IndexTable.bump(txn, IndexTable.VIRTUAL_IPS);
    return text(ip);
  }

  /**
   * Gives a service addresses of the user's choice; another one that had them loses them. Source:
   * PUT /v1/internal/service-virtual-ip of Consul 1.21.4.
   */
  static Outcome assign(WriteTxn txn, ManualIpsRequest request) {
    var present = txn.get(TABLE, Keys.of(request.service()));
    if (present.isEmpty()) {
      return new Outcome.IpsAssigned(false, List.of());
    }
    var ips = request.manualVips().stream().distinct().sorted().toList();
    var row = present.get();
    var losers = new ArrayList<PeeredServiceName>();
    for (var other : txn.rows(TABLE).listBelow(new byte[0])) {
      var kept = other.manualIps().stream().filter(ip -> !ips.contains(ip)).toList();
      if (!other.service().equals(row.service()) && kept.size() < other.manualIps().size()) {
        txn.put(TABLE, other.withManualIps(kept, txn.index()));
        losers.add(other.service());
      }
    }
    if (!row.manualIps().equals(ips)) {
      txn.put(TABLE, row.withManualIps(ips, txn.index()));
    }
    if (!losers.isEmpty() || !row.manualIps().equals(ips)) {
      IndexTable.bump(txn, IndexTable.VIRTUAL_IPS);
    }
    return new Outcome.IpsAssigned(true, losers);
  }

  /** Gives back the addresses that nothing needs now that an instance has gone. */
  static void freeUnused(WriteTxn txn, ServiceTable.Instance gone) {
    free(txn, gone.service().service());
    var connect = gone.connectName();
    if (!connect.isEmpty() && !connect.equalsIgnoreCase(gone.service().service())) {
      free(txn, connect);
    }
  }

  private static void free(WriteTxn txn, String name) {
    if (ServiceTable.hasInstances(txn, name) || ServiceTable.hasConnect(txn, name)) {
      return;
    }
    txn.get(TABLE, Keys.of(name))
        .ifPresent(
            row -> {
              txn.delete(TABLE, Keys.of(name));
              FreeVirtualIpTable.give(txn, row.ip());
              IndexTable.bump(txn, IndexTable.VIRTUAL_IPS);
            });
  }

  static Optional<String> find(Tables tables, String name) {
    return tables.get(TABLE, Keys.of(name)).map(row -> text(row.ip()));
  }

  private static VirtualIp checked(VirtualIp row) throws DecodeException {
    FreeVirtualIpTable.check(row.ip());
    return row;
  }

  private static String text(Bytes ip) {
    var bytes = ip.array();
    int at = bytes.length - 4;
    return (240 + (bytes[at] & 0xff))
        + "."
        + (bytes[at + 1] & 0xff)
        + "."
        + (bytes[at + 2] & 0xff)
        + "."
        + (bytes[at + 3] & 0xff);
  }
}
