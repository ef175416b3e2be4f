package praetor.state;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.TEXT;
import static praetor.model.codec.Codecs.nullableList;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.NodeService;
import praetor.model.ServiceAddress;
import praetor.model.codec.Shape;

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
          .key(row -> Keys.of(row.service().name().name()))
          .modifyIndex(VirtualIp::modifyIndex)
          .snapshot(SnapshotPart.of(32, VirtualIp.SHAPE, row -> row, VirtualIpTable::checked));

  private static final String TAG = "consul-virtual";

  private VirtualIpTable() {}

  /** A service name as Consul nests it. */
  record Name(String name) {
    static final Shape<Name> SHAPE =
        Shape.<Name>of("structs.ServiceName")
            .field("Name", STRING, Name::name)
            .build(v -> new Name(v.next()));
  }

  /** A service of this datacenter, or of a peer. */
  record PeeredName(String peer, Name name) {
    static final Shape<PeeredName> SHAPE =
        Shape.<PeeredName>of("structs.PeeredServiceName")
            .field("Peer", STRING, PeeredName::peer)
            .field("ServiceName", Name.SHAPE, PeeredName::name)
            .build(v -> new PeeredName(v.next(), v.next()));
  }

  /**
   * An address in use.
   *
   * @param ip 16 bytes, an IPv4 number as IPv6 that counts from 240.0.0.0
   * @param manualIps addresses that a user gave it besides
   */
  record VirtualIp(
      PeeredName service, Bytes ip, List<String> manualIps, long createIndex, long modifyIndex) {
    static final Shape<VirtualIp> SHAPE =
        Shape.<VirtualIp>of("state.ServiceVirtualIP")
            .field("Service", PeeredName.SHAPE, VirtualIp::service)
            .field("IP", TEXT, VirtualIp::ip)
            .field("ManualIPs", nullableList(STRING), VirtualIp::manualIps)
            .uint64("CreateIndex", VirtualIp::createIndex)
            .uint64("ModifyIndex", VirtualIp::modifyIndex)
            .build(v -> new VirtualIp(v.next(), v.next(), v.next(), v.next(), v.next()));
  }

  /** The instance with its service's virtual address among its own, if the mesh reaches it. */
  static NodeService addressed(WriteTxn txn, NodeService s) {
    var name = new ServiceTable.Instance("", s).connectName();
    if (name.isEmpty()) {
      return s;
    }
    var addresses = new TreeMap<>(s.taggedAddresses());
    addresses.put(TAG, new ServiceAddress(assigned(txn, name), s.port()));
    return new NodeService(
        s.kind(),
        s.id(),
        s.service(),
        s.tags(),
        s.address(),
        Collections.unmodifiableMap(addresses),
        s.meta(),
        s.port(),
        s.socketPath(),
        s.weights(),
        s.enableTagOverride(),
        s.locality(),
        s.proxy(),
        s.connect(),
        s.locallyRegisteredAsSidecar(),
        s.peerName(),
        s.createIndex(),
        s.modifyIndex());
  }

  private static String assigned(WriteTxn txn, String name) {
    var known = find(txn, name);
    if (known.isPresent()) {
      return known.get();
    }
    var ip = FreeVirtualIpTable.take(txn);
    txn.put(
        TABLE,
        new VirtualIp(new PeeredName("", new Name(name)), ip, List.of(), txn.index(), txn.index()));
    IndexTable.bump(txn, IndexTable.VIRTUAL_IPS);
    return text(ip);
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
