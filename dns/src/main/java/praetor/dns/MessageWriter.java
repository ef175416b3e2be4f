package praetor.dns;

import java.util.Arrays;

/**
 * Writes a message, with name compression unless told otherwise. It can be set back to an earlier
 * place, so that records are tried until they no longer fit. Owned by one thread, used again for
 * every message.
 *
 * <h2>Compression</h2>
 *
 * Every suffix of a name that starts in the first 16 KiB is kept with a hash in chains; a later
 * name ends with a pointer to its longest suffix found there. Setting back takes the youngest
 * suffixes off their chains again. Letters must be the same, so that nobody's spelling changes. The
 * target of an SRV record is written in full but may be pointed at, as RFC 2782 wants it and Consul
 * counts it.
 *
 * <p>Source: RFC 1035 section 4.1.4.
 */
final class MessageWriter {
  private static final int POINTER = 0xc000;
  private static final int POINTER_TARGET_MAX = 0x3fff;
  private static final int CLASS_IN = 1;
  private static final int CHAINS = 256;
  private static final int LABELS_MAX = 128;
  private static final int RECORD_FIXED_BYTES = 10;

  /** A place to set back to. */
  record Mark(int end, int suffixes) {}

  private byte[] bytes = new byte[1_024];
  private int end;
  private boolean compress;

  private DnsName questionName = DnsName.ROOT;
  private boolean questionKept;

  private final int[] chains = new int[CHAINS];
  private int[] nextInChain = new int[64];
  private int[] suffixOffsets = new int[64];
  private int[] suffixHashes = new int[64];
  private int suffixes;

  private final int[] labelOffsets = new int[LABELS_MAX];
  private final int[] labelHashes = new int[LABELS_MAX];

  /** Starts a message with an empty header. */
  void start(boolean withCompression) {
    compress = withCompression;
    end = WireCursor.HEADER_BYTES;
    Arrays.fill(bytes, 0, end, (byte) 0);
    Arrays.fill(chains, -1);
    suffixes = 0;
    questionName = DnsName.ROOT;
    questionKept = true;
  }

  int end() {
    return end;
  }

  byte[] bytes() {
    return bytes;
  }

  Mark mark() {
    return new Mark(end, suffixes);
  }

  void reset(Mark mark) {
    end = mark.end;
    while (suffixes > mark.suffixes) {
      suffixes--;
      chains[chainOf(suffixHashes[suffixes])] = nextInChain[suffixes];
    }
  }

  void header(int id, int bits, int questions, int answers, int authorities, int additionals) {
    int keep = end;
    end = 0;
    u16(id);
    u16(bits);
    u16(questions);
    u16(answers);
    u16(authorities);
    u16(additionals);
    end = keep;
  }

  /** Writes the question section; to be called before any record. */
  void question(DnsName name, int type, int qclass) {
    questionName = name;
    // Most answers only point at the whole question: its suffixes are kept when one is looked for.
    questionKept = name.isRoot();
    reserve(name.length() + 4);
    name.copyTo(bytes, end);
    end += name.length();
    u16(type);
    u16(qclass);
  }

  private void raw(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, end, length);
    end += length;
  }

  void record(ResourceRecord record) {
    owner(record.owner());
    reserve(RECORD_FIXED_BYTES + record.data().length());
    u16(record.data().type());
    u16(CLASS_IN);
    u32(record.ttl());
    int lengthAt = end;
    end += 2;
    data(record.data());
    int length = end - lengthAt - 2;
    bytes[lengthAt] = (byte) (length >> 8);
    bytes[lengthAt + 1] = (byte) length;
  }

  // The same object is the usual case; another object with the same letters is found by its hash.
  @SuppressWarnings("ReferenceEquality")
  private void owner(DnsName name) {
    if (compress && name == questionName && !name.isRoot()) {
      reserve(2);
      u16(POINTER | WireCursor.HEADER_BYTES);
    } else {
      name(name, true);
    }
  }

  private void data(Rdata data) {
    switch (data) {
      case Rdata.A a -> u32(a.address());
      case Rdata.Aaaa aaaa -> raw(aaaa.address(), 0, aaaa.address().length);
      case Rdata.Host host -> name(host.name(), true);
      case Rdata.Srv srv -> {
        u16(Rdata.Srv.PRIORITY);
        u16(srv.weight());
        u16(srv.port());
        name(srv.target(), false);
      }
      case Rdata.Soa soa -> {
        name(soa.server(), true);
        name(soa.mailbox(), true);
        u32(soa.serial());
        u32(soa.numbers().refresh());
        u32(soa.numbers().retry());
        u32(soa.numbers().expire());
        u32(soa.numbers().minTtl());
      }
      case Rdata.Txt txt -> raw(txt.strings(), 0, txt.strings().length);
    }
  }

  /** The OPT record of an answer: the asker's own size, version 0, no flags. */
  void opt(Question.Edns edns, boolean scopeAsAsked) {
    int length = edns.subnet().map(ClientSubnet::optionLength).orElse(0);
    reserve(1 + RECORD_FIXED_BYTES + length);
    u8(0);
    u16(DnsType.OPT);
    u16(edns.payloadBytes());
    u32(0);
    u16(length);
    edns.subnet().ifPresent(subnet -> subnet(subnet, scopeAsAsked));
  }

  private void subnet(ClientSubnet subnet, boolean scopeAsAsked) {
    u16(8);
    u16(subnet.optionLength() - 4);
    u16(subnet.family());
    u8(subnet.prefixBits());
    u8(scopeAsAsked ? subnet.prefixBits() : 0);
    raw(subnet.address(), 0, subnet.sentBytes());
  }

  private void name(DnsName name, boolean mayPoint) {
    reserve(name.length());
    if (!compress || name.isRoot()) {
      name.copyTo(bytes, end);
      end += name.length();
      return;
    }
    if (!questionKept) {
      questionKept = true;
      keepSuffixes(hashLabels(questionName), WireCursor.HEADER_BYTES);
    }
    int labels = hashLabels(name);
    int start = end;
    int known = longestKnown(name, labels);
    writeLabels(name, mayPoint ? known : labels, labels);
    keepSuffixes(known, start);
  }

  /** Fills in where each label starts and the hash of the name from there; answers their number. */
  private int hashLabels(DnsName name) {
    int labels = 0;
    for (int offset = 0; name.at(offset) != 0; offset += name.at(offset) + 1) {
      labelOffsets[labels++] = offset;
    }
    int hash = 0;
    for (int label = labels - 1; label >= 0; label--) {
      int from = labelOffsets[label];
      for (int i = from; i <= from + name.at(from); i++) {
        hash = 31 * hash + name.at(i);
      }
      labelHashes[label] = hash;
    }
    return labels;
  }

  private int foundAt;

  /** The first label from which the name was written before; {@code labels} when there is none. */
  private int longestKnown(DnsName name, int labels) {
    for (int label = 0; label < labels; label++) {
      int hash = labelHashes[label];
      for (int i = chains[chainOf(hash)]; i >= 0; i = nextInChain[i]) {
        if (suffixHashes[i] == hash && isAt(suffixOffsets[i], name, labelOffsets[label])) {
          foundAt = suffixOffsets[i];
          return label;
        }
      }
    }
    return labels;
  }

  private boolean isAt(int at, DnsName name, int offset) {
    int place = at;
    for (int i = offset; i < name.length(); ) {
      int size = bytes[place] & 0xff;
      if (size >= 0xc0) {
        place = ((size & 0x3f) << 8) | (bytes[place + 1] & 0xff);
        continue;
      }
      for (int k = 0; k <= size; k++) {
        if (bytes[place + k] != name.at(i + k)) {
          return false;
        }
      }
      i += size + 1;
      place += size + 1;
    }
    return true;
  }

  private void writeLabels(DnsName name, int known, int labels) {
    int written = known < labels ? labelOffsets[known] : name.length();
    for (int i = 0; i < written; i++) {
      bytes[end + i] = name.at(i);
    }
    end += written;
    if (known < labels) {
      u16(POINTER | foundAt);
    }
  }

  private void keepSuffixes(int count, int start) {
    for (int label = 0; label < count; label++) {
      int offset = start + labelOffsets[label];
      if (offset > POINTER_TARGET_MAX) {
        return;
      }
      keep(offset, labelHashes[label]);
    }
  }

  private void keep(int offset, int hash) {
    if (suffixes == suffixOffsets.length) {
      suffixOffsets = Arrays.copyOf(suffixOffsets, 2 * suffixes);
      suffixHashes = Arrays.copyOf(suffixHashes, 2 * suffixes);
      nextInChain = Arrays.copyOf(nextInChain, 2 * suffixes);
    }
    int chain = chainOf(hash);
    suffixOffsets[suffixes] = offset;
    suffixHashes[suffixes] = hash;
    nextInChain[suffixes] = chains[chain];
    chains[chain] = suffixes++;
  }

  private static int chainOf(int hash) {
    int mixed = hash * 0x9e3779b9;
    return mixed >>> 24;
  }

  private void u8(int value) {
    bytes[end++] = (byte) value;
  }

  private void u16(int value) {
    bytes[end] = (byte) (value >> 8);
    bytes[end + 1] = (byte) value;
    end += 2;
  }

  private void u32(int value) {
    u16(value >> 16);
    u16(value);
  }

  private void reserve(int more) {
    if (bytes.length - end < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + more));
    }
  }
}
