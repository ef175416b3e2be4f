package praetor.dns;

import java.util.ArrayList;
import java.util.List;

/**
 * Answers about nodes: addresses, an alias for a host name, metadata as TXT.
 *
 * <p>Source: Consul 1.21.4: only questions for A, AAAA, TXT and ANY look the node up at all, others
 * get an empty answer; a node without a record of the type gets one too, without SOA.
 */
final class NodeAnswers {
  private static final String PLAIN_KEY_PREFIX = "rfc1035-";
  private static final int TEXT_MAX_BYTES = 255;

  private final Chase chase;

  NodeAnswers(Chase chase) {
    this.chase = chase;
  }

  static boolean isLookedUp(int type) {
    return switch (type) {
      case DnsType.A, DnsType.AAAA, DnsType.TXT, DnsType.ANY -> true;
      default -> false;
    };
  }

  void answer(Inquiry inquiry, CatalogNode node, AddressChoice choice, Draft draft) {
    int ttl = inquiry.settings().nodeTtl();
    if (inquiry.type() != DnsType.TXT) {
      address(inquiry, choice.of(node), ttl, draft);
    }
    if (inquiry.asked().asks(DnsType.TXT)) {
      draft.answer().addAll(texts(inquiry.name(), node, ttl, draft));
    } else if (inquiry.settings().options().nodeMetaTxt()) {
      draft.additional().addAll(texts(inquiry.name(), node, ttl, draft));
    }
  }

  private void address(Inquiry inquiry, String text, int ttl, Draft draft) {
    var owner = inquiry.name();
    var bytes = IpText.parse(text);
    if (bytes == null) {
      var target = DnsName.of(text);
      if (target == null) {
        draft.unwritable();
        return;
      }
      draft.answer(owner, ttl, new Rdata.Host(DnsType.CNAME, target));
      draft.answer().addAll(chase.follow(target, inquiry, draft));
    } else {
      var data = addressData(bytes);
      if (inquiry.asked().asks(data.type())) {
        draft.answer(owner, ttl, data);
      }
    }
  }

  /** An A or AAAA record's data from four or sixteen bytes. */
  static Rdata addressData(byte[] bytes) {
    return bytes.length == 4
        ? new Rdata.A(
            ((bytes[0] & 0xff) << 24)
                | ((bytes[1] & 0xff) << 16)
                | ((bytes[2] & 0xff) << 8)
                | (bytes[3] & 0xff))
        : new Rdata.Aaaa(bytes);
  }

  /**
   * Metadata as text records: {@code key=value}, but the value alone for keys with the prefix
   * {@code rfc1035-}.
   *
   * <p>Source: RFC 1464; Consul 1.21.4 undoes backslash escapes.
   */
  static List<ResourceRecord> texts(DnsName owner, CatalogNode node, int ttl, Draft draft) {
    var meta = node.meta();
    if (meta.isEmpty()) {
      return List.of();
    }
    var records = new ArrayList<ResourceRecord>(meta.size());
    meta.forEach(
        (key, value) -> {
          var text = Escapes.undo(isPlain(key) ? value : key + "=" + value);
          if (text.length > TEXT_MAX_BYTES) {
            draft.unwritable();
          } else {
            records.add(new ResourceRecord(owner, ttl, new Rdata.Txt(withLength(text))));
          }
        });
    return records;
  }

  private static boolean isPlain(String key) {
    return key.regionMatches(true, 0, PLAIN_KEY_PREFIX, 0, PLAIN_KEY_PREFIX.length());
  }

  private static byte[] withLength(byte[] text) {
    var bytes = new byte[text.length + 1];
    bytes[0] = (byte) text.length;
    System.arraycopy(text, 0, bytes, 1, text.length);
    return bytes;
  }
}
