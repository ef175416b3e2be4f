package praetor.dns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Turns a draft into bytes and cuts it until it fits. Owned by one thread.
 *
 * <p>A cut answer keeps at least one record. With anything cut the OPT record and the TXT records
 * of glue are left out, and every target keeps one address (behind its aliases).
 *
 * <p>Source: limits measured on Consul 1.21.4 to the byte: 504 bytes over plain UDP, EDNS size less
 * 8 but 65,459 at most, 65,523 over TCP. An answer that is over by up to 108 bytes loses at least
 * one record; one that is over by more may fit by losing its TXT glue and OPT alone. At most {@code
 * udp_answer_limit} records and never more than 8 over plain UDP, and if that cut them, the size is
 * counted without compression.
 */
final class Composer {
  /** Payload that every asker takes: RFC 1035 section 2.3.4. */
  static final int PLAIN_UDP_BYTES = 512;

  private static final int PLAIN_UDP_ANSWERS_MAX = 8;
  private static final int UDP_PAYLOAD_MAX = 65_467;
  private static final int UDP_RESERVE_BYTES = 8;
  private static final int TCP_BYTES_MAX = 65_523;
  private static final int TCP_ANSWERS_MAX = 4_096;
  private static final int TCP_SRV_ANSWERS_MAX = 1_024;
  private static final int SLIGHTLY_OVER_BYTES = 108;

  /** Type and class behind the question's name. */
  private static final int QUESTION_FIXED_BYTES = 4;

  /** No SRV record is smaller: a pointer, ten fixed bytes, six of its own and a short target. */
  private static final int SRV_BYTES_MIN = 12 + 6 + 4;

  /** No record is smaller: a pointer, ten fixed bytes and an IPv4 address. */
  private static final int RECORD_BYTES_MIN = 16;

  private final MessageWriter writer = new MessageWriter();
  private int additionalCount;

  /** How many answers can matter: one more than could be sent, and enough to see how far over. */
  static int answersThatMatter(Question question, Transport transport, DnsOptions options) {
    if (isPlainUdp(question, transport)) {
      return plainUdpAnswers(options) + 1;
    }
    int bytes = bytesMax(question, transport) + SLIGHTLY_OVER_BYTES;
    return bytes / (question.type() == DnsType.SRV ? SRV_BYTES_MIN : RECORD_BYTES_MIN) + 1;
  }

  byte[] bytes() {
    return writer.bytes();
  }

  /** Writes the whole message into {@link #bytes} and answers its length. */
  int compose(Draft draft, Question question, Transport transport, Settings settings) {
    int kept = fit(draft, question, transport, settings);
    boolean cut = kept < draft.answer().size() && settings.options().enableTruncate();
    int bits = bits(question, draft, settings) | (cut ? Question.BIT_TC : 0);
    writer.header(question.id(), bits, 1, kept, draft.authority().size(), additionalCount);
    return writer.end();
  }

  /** What every reply takes over from its question. */
  static int replyBits(int asked) {
    int opcode = asked & Question.BITS_OPCODE;
    int flags = opcode == 0 ? asked & (Question.BIT_RD | Question.BIT_CD) : 0;
    return Question.BIT_QR | opcode | flags;
  }

  private static int bits(Question question, Draft draft, Settings settings) {
    return replyBits(question.bits())
        | draft.rcode()
        | (draft.isAuthoritative() ? Question.BIT_AA : 0)
        | (settings.recursion() ? Question.BIT_RA : 0);
  }

  /** Writes as much of the draft as fits; answers the number of records in the answer section. */
  private int fit(Draft draft, Question question, Transport transport, Settings settings) {
    var options = settings.options();
    int answers = draft.answer().size();
    int most = answersMax(question, transport, options);
    int limit = bytesMax(question, transport);
    writer.start(!options.disableCompression());
    writer.question(question.name(), question.type(), question.qclass());
    var start = writer.mark();
    if (answers > most) {
      return isPlainUdp(question, transport)
          ? writeCut(draft, most, answered -> lengthInFull(draft, question, answered) <= limit)
          : writeCut(draft, most, limit);
    }
    int enough = answers <= 1 ? Integer.MAX_VALUE : limit + SLIGHTLY_OVER_BYTES;
    int over = writeAll(draft, question, enough) - limit;
    if (over <= 0 || answers <= 1) {
      return answers;
    }
    writer.reset(start);
    return writeCut(draft, over > SLIGHTLY_OVER_BYTES ? answers : answers - 1, limit);
  }

  private static int answersMax(Question question, Transport transport, DnsOptions options) {
    if (isPlainUdp(question, transport)) {
      return plainUdpAnswers(options);
    }
    return switch (transport) {
      case UDP -> Integer.MAX_VALUE;
      case TCP -> question.type() == DnsType.SRV ? TCP_SRV_ANSWERS_MAX : TCP_ANSWERS_MAX;
    };
  }

  private static boolean isPlainUdp(Question question, Transport transport) {
    return transport == Transport.UDP && payload(question) <= PLAIN_UDP_BYTES;
  }

  private static int plainUdpAnswers(DnsOptions options) {
    return Math.clamp(options.udpAnswerLimit(), 1, PLAIN_UDP_ANSWERS_MAX);
  }

  private static int payload(Question question) {
    return question.edns().map(Question.Edns::payloadBytes).orElse(PLAIN_UDP_BYTES);
  }

  private static int bytesMax(Question question, Transport transport) {
    return switch (transport) {
      case UDP ->
          Math.clamp(payload(question), PLAIN_UDP_BYTES, UDP_PAYLOAD_MAX) - UDP_RESERVE_BYTES;
      case TCP -> TCP_BYTES_MAX;
    };
  }

  /** Writes everything, but stops beyond {@code enough} bytes; answers the length reached. */
  private int writeAll(Draft draft, Question question, int enough) {
    write(draft.answer(), enough);
    write(draft.authority(), enough);
    write(draft.additional(), enough);
    additionalCount = draft.additional().size();
    if (draft.hasEdns() && question.edns().isPresent()) {
      writer.opt(question.edns().get(), draft.isSubnetUsed());
      additionalCount++;
    }
    return writer.end();
  }

  private void write(List<ResourceRecord> records, int enough) {
    for (int i = 0; i < records.size() && writer.end() <= enough; i++) {
      writer.record(records.get(i));
    }
  }

  private int writeCut(Draft draft, int most, int limit) {
    var trial = new Trial(draft, most, limit);
    int kept = mostThat(trial.likely(), trial.answersThatFitAlone(), trial::fits);
    trial.write(kept);
    return kept;
  }

  /**
   * Tries how many answers fit with their glue. What is written once more lands in its old place.
   */
  private final class Trial {
    private final Draft draft;
    private final int limit;
    private final List<MessageWriter.Mark> ends = new ArrayList<>();

    /** How many answers are intact; a trial writes its glue over those behind. */
    private int intact;

    Trial(Draft draft, int most, int limit) {
      this.draft = draft;
      this.limit = limit;
      while (intact < most && writer.end() <= limit) {
        writer.record(draft.answer().get(intact++));
        ends.add(writer.mark());
      }
    }

    int answersThatFitAlone() {
      return ends.size();
    }

    /** As many as fit if each took as much as the first with its glue. */
    int likely() {
      var first = draft.answer().getFirst();
      int answerBytes = ends.size() > 1 ? ends.get(1).end() - ends.get(0).end() : first.length();
      int glueBytes = draft.glueOf(0).isEmpty() ? 0 : RECORD_BYTES_MIN;
      return (limit - ends.get(0).end()) / (answerBytes + glueBytes) + 1;
    }

    boolean fits(int answered) {
      write(answered);
      return writer.end() <= limit;
    }

    void write(int answered) {
      writer.reset(ends.get(Math.min(intact, answered) - 1));
      for (; intact < answered; intact++) {
        writer.record(draft.answer().get(intact));
      }
      intact = answered;
      writeRest(draft, answered);
    }
  }

  private int writeCut(Draft draft, int most, IntPredicate fits) {
    int kept = mostThat(most, most, fits);
    write(draft.answer().subList(0, kept), Integer.MAX_VALUE);
    writeRest(draft, kept);
    return kept;
  }

  /**
   * The largest number up to {@code most} that fits; 1 is taken to fit.
   *
   * @param likely where the search starts
   */
  private static int mostThat(int likely, int most, IntPredicate fits) {
    int low = 1;
    int high = most;
    int tried = Math.clamp(likely, low, high);
    for (int step = 1; low < high; step *= 2) {
      if (fits.test(tried)) {
        low = tried;
      } else {
        high = tried - 1;
      }
      // First away from the start in growing steps, then halving what is left.
      int middle = (low + high + 1) >>> 1;
      tried = low == tried ? Math.min(low + step, middle) : Math.max(high - step + 1, middle);
    }
    return low;
  }

  private void writeRest(Draft draft, int answered) {
    var glue = cutGlue(draft, answered);
    write(draft.authority(), Integer.MAX_VALUE);
    write(glue, Integer.MAX_VALUE);
    additionalCount = glue.size();
  }

  /** The length of the first answers and their glue without compression. */
  private static int lengthInFull(Draft draft, Question question, int answered) {
    return WireCursor.HEADER_BYTES
        + question.name().length()
        + QUESTION_FIXED_BYTES
        + lengthInFull(draft.answer().subList(0, answered))
        + lengthInFull(draft.authority())
        + lengthInFull(cutGlue(draft, answered));
  }

  private static int lengthInFull(List<ResourceRecord> records) {
    return records.stream().mapToInt(ResourceRecord::length).sum();
  }

  /** One address, behind its aliases, for every target that the first answers name. */
  private static List<ResourceRecord> cutGlue(Draft draft, int answered) {
    if (draft.additional().isEmpty()) {
      return List.of();
    }
    var glue = new ArrayList<ResourceRecord>(answered);
    var targets = new HashSet<DnsName>();
    for (int i = 0; i < answered; i++) {
      var own = draft.glueOf(i);
      if (!own.isEmpty() && targets.add(own.getFirst().owner())) {
        addChain(own, glue);
      }
    }
    return glue;
  }

  private static void addChain(List<ResourceRecord> own, List<ResourceRecord> glue) {
    for (var record : own) {
      if (!record.isAddressOrAlias()) {
        return;
      }
      glue.add(record);
      if (record.data().type() != DnsType.CNAME) {
        return;
      }
    }
  }
}
