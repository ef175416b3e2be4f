package praetor.state;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.TEXT;

import java.nio.ByteBuffer;
import java.util.Optional;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.Shape;

/** Virtual addresses that were given back, and the highest one ever given out. */
final class FreeVirtualIpTable {
  static final Table<FreeIp> TABLE =
      Table.<FreeIp>named("free-virtual-ips")
          .key(FreeVirtualIpTable::key)
          .snapshot(SnapshotPart.of(33, FreeIp.SHAPE, row -> row, FreeVirtualIpTable::checked));

  /** How an IPv4 number begins in 16 bytes. */
  private static final int IP_BYTES = 16;

  private static final int IPV4_AT = 12;

  private FreeVirtualIpTable() {}

  /**
   * An address.
   *
   * @param isCounter whether it is the highest one given out rather than a free one
   */
  record FreeIp(Bytes ip, boolean isCounter) {
    static final Shape<FreeIp> SHAPE =
        Shape.<FreeIp>of("state.FreeVirtualIP")
            .field("IP", TEXT, FreeIp::ip)
            .field("IsCounter", BOOL, FreeIp::isCounter)
            .build(v -> new FreeIp(v.next(), v.next()));
  }

  /** The lowest free address, else the next one never used. */
  static Bytes take(WriteTxn txn) {
    var free = txn.rows(TABLE).firstBelow(new byte[] {0});
    if (free.isPresent()) {
      txn.delete(TABLE, key(free.get()));
      return free.get().ip();
    }
    var next = ip(counter(txn) + 1);
    txn.put(TABLE, new FreeIp(next, true));
    return next;
  }

  static void give(WriteTxn txn, Bytes ip) {
    txn.put(TABLE, new FreeIp(ip, false));
  }

  private static int counter(Tables tables) {
    Optional<FreeIp> counter = tables.rows(TABLE).firstBelow(new byte[] {1});
    return counter.map(row -> ByteBuffer.wrap(row.ip().array()).getInt(IPV4_AT)).orElse(0);
  }

  private static Bytes ip(int number) {
    return Bytes.owned(
        ByteBuffer.allocate(IP_BYTES).putShort(10, (short) -1).putInt(IPV4_AT, number).array());
  }

  private static FreeIp checked(FreeIp row) throws DecodeException {
    check(row.ip());
    return row;
  }

  static void check(Bytes ip) throws DecodeException {
    if (ip.length() != IP_BYTES) {
      throw new DecodeException("virtual IP of " + ip.length() + " bytes");
    }
  }

  /** Free addresses first and in order; the counter has one row. */
  private static byte[] key(FreeIp row) {
    return row.isCounter() ? new byte[] {1} : Keys.concat(new byte[] {0}, row.ip().array());
  }
}
