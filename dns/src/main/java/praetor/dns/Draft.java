package praetor.dns;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer in the making. Owned by the thread that answers.
 *
 * <p>It may hold more records than fit, but need not hold all there are: once more than could ever
 * be sent are there, the rest does not matter.
 */
final class Draft {
  private final List<ResourceRecord> answer = new ArrayList<>();
  private final List<ResourceRecord> authority = new ArrayList<>(1);
  private final List<ResourceRecord> additional = new ArrayList<>();

  /** Where the additional records of each answer end; used when answers bring their own. */
  private final List<Integer> glueEnds = new ArrayList<>(0);

  private int rcode = Rcode.NOERROR;
  private boolean authoritative = true;
  private boolean edns = true;
  private boolean subnetUsed;
  private boolean unwritable;
  private boolean mustWait;

  List<ResourceRecord> answer() {
    return answer;
  }

  List<ResourceRecord> authority() {
    return authority;
  }

  List<ResourceRecord> additional() {
    return additional;
  }

  int rcode() {
    return rcode;
  }

  void rcode(int code) {
    rcode = code;
  }

  boolean isAuthoritative() {
    return authoritative;
  }

  /** Speaks for a zone that is not ours: no AA. */
  void notAuthoritative() {
    authoritative = false;
  }

  boolean hasEdns() {
    return edns;
  }

  void withoutEdns() {
    edns = false;
  }

  /** The client's subnet chose the answer: its scope is sent back. */
  void subnetUsed() {
    subnetUsed = true;
  }

  boolean isSubnetUsed() {
    return subnetUsed;
  }

  /**
   * A name or text does not fit into a record: then there is no answer at all.
   *
   * <p>Source: Consul 1.21.4 stays silent for a node name over 63 bytes and metadata over 255.
   */
  boolean isUnwritable() {
    return unwritable;
  }

  void unwritable() {
    unwritable = true;
  }

  /** Something was needed that may wait, on a thread that may not: the draft is void. */
  boolean isVoid() {
    return mustWait;
  }

  void mustWait() {
    mustWait = true;
  }

  /** Adds an answer, unless its name could not be built. */
  void answer(@Nullable DnsName owner, int ttl, Rdata data) {
    if (owner == null) {
      unwritable();
    } else {
      answer.add(new ResourceRecord(owner, ttl, data));
    }
  }

  /** Adds an answer that stays or goes together with some additional records. */
  void answerWithGlue(ResourceRecord record, List<ResourceRecord> glue) {
    answer.add(record);
    additional.addAll(glue);
    glueEnds.add(additional.size());
  }

  /** The records that go with an answer. */
  List<ResourceRecord> glueOf(int index) {
    if (index >= glueEnds.size()) {
      return List.of();
    }
    return additional.subList(index == 0 ? 0 : glueEnds.get(index - 1), glueEnds.get(index));
  }
}
