package praetor.dns;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Answers questions: bytes in, bytes out. Owned by one thread, used again for every question.
 *
 * <p>A question about a zone or an address is answered from the {@link Lookup}, every other one
 * goes to the recursors or is refused. On a thread that may not wait the result can be {@link
 * Result#MUST_WAIT}: then the same question is to be asked on one that may.
 */
public final class Answers {
  /** What came of a question. */
  public enum Result {
    /** The answer is the first {@link #length} bytes of {@link #bytes}. */
    ANSWERED,
    /** No answer is to be sent. */
    SILENT,
    /** The answer needs waiting: nothing was decided. */
    MUST_WAIT
  }

  /** Aliases followed inside the zones after the first. Source: Consul 1.21.4. */
  private static final int DEPTH_MAX = 3;

  private final Supplier<Settings> settings;
  private final Recursion recursion;
  private final ZoneAnswers zoneAnswers;
  private final ReverseAnswers reverseAnswers;
  private final Composer composer = new Composer();
  private byte[] bytes = new byte[0];
  private int length;
  private int askedType;
  private boolean askedReverse;

  /**
   * @param settings gives the settings in force, asked for every question
   * @param clock gives the serial of SOA records
   * @param random shuffles instances and recursors
   */
  public Answers(
      Supplier<Settings> settings,
      Lookup lookup,
      Upstream upstream,
      InstantSource clock,
      RandomGenerator random) {
    this.settings = settings;
    this.recursion = new Recursion(upstream, random);
    this.zoneAnswers = new ZoneAnswers(lookup, this::follow, clock, random);
    this.reverseAnswers = new ReverseAnswers(lookup, clock);
  }

  /** The answer's bytes, with more behind them; valid until the next question. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** The number of the type that the last question asked for; 0 when it was none. */
  public int askedType() {
    return askedType;
  }

  /** Whether the last question was for the name of an address. */
  public boolean askedReverse() {
    return askedReverse;
  }

  /**
   * Answers one message.
   *
   * @param message holds the message in its first {@code size} bytes
   * @param mayWait whether this thread may wait for lookups and recursors
   */
  public Result answer(
      byte[] message, int size, Transport transport, InetAddress client, boolean mayWait) {
    askedType = 0;
    return switch (QuestionReader.read(message, size)) {
      case Received.Ignored() -> Result.SILENT;
      case Received.Rejected(int id, int bits, Optional<Question> question) ->
          header(id, bits, question);
      case Received.Bare(int id, int bits) ->
          header(id, Composer.replyBits(bits) | Rcode.REFUSED, Optional.empty());
      case Received.Asked(Question question) -> {
        var asked = new Asked(message, size, question, transport, client, mayWait, settings.get());
        yield answer(asked);
      }
    };
  }

  /** A question with all that came with it. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Asked(
      byte[] message,
      int size,
      Question question,
      Transport transport,
      InetAddress client,
      boolean mayWait,
      Settings settings) {}

  private Result answer(Asked asked) {
    var name = asked.question.name();
    askedType = asked.question.type();
    askedReverse = ReverseAnswers.isReverse(name);
    for (var zone : asked.settings.zones()) {
      int start = name.zoneStart(zone.name());
      if (start >= 0) {
        return inZone(asked, zone, start);
      }
    }
    return askedReverse ? reverse(asked) : otherDomain(asked);
  }

  private Result inZone(Asked asked, Zone zone, int domainStart) {
    int enough =
        Composer.answersThatMatter(asked.question, asked.transport, asked.settings.options());
    var inquiry =
        new Inquiry(
            asked.question,
            zone,
            domainStart,
            asked.settings,
            asked.client,
            asked.mayWait,
            0,
            enough);
    var draft = new Draft();
    zoneAnswers.answer(inquiry, draft);
    return finish(asked, draft);
  }

  private Result reverse(Asked asked) {
    var draft = new Draft();
    reverseAnswers.answer(asked.question, asked.settings, asked.mayWait, draft);
    boolean absent = !draft.isVoid() && draft.rcode() == Rcode.NXDOMAIN;
    return absent && asked.settings.recursion() ? otherDomain(asked) : finish(asked, draft);
  }

  private Result otherDomain(Asked asked) {
    var draft = new Draft();
    draft.notAuthoritative();
    if (!asked.settings.recursion()) {
      draft.rcode(Rcode.REFUSED);
      draft.withoutEdns();
      return finish(asked, draft);
    }
    if (!asked.mayWait) {
      return Result.MUST_WAIT;
    }
    var message = Arrays.copyOf(asked.message, asked.size);
    var options = asked.settings.options();
    var answer = recursion.forward(message, asked.question, asked.transport, options);
    if (answer.isPresent()) {
      bytes = answer.get();
      length = bytes.length;
      return Result.ANSWERED;
    }
    draft.rcode(Rcode.SERVFAIL);
    return finish(asked, draft);
  }

  private Result finish(Asked asked, Draft draft) {
    if (draft.isVoid()) {
      return Result.MUST_WAIT;
    }
    if (draft.isUnwritable()) {
      return Result.SILENT;
    }
    length = composer.compose(draft, asked.question, asked.transport, asked.settings);
    bytes = composer.bytes();
    return Result.ANSWERED;
  }

  private Result header(int id, int bits, Optional<Question> question) {
    var writer = new MessageWriter();
    writer.start(false);
    question.ifPresent(asked -> writer.question(asked.name(), asked.type(), asked.qclass()));
    writer.header(id, bits, question.isPresent() ? 1 : 0, 0, 0, 0);
    bytes = writer.bytes();
    length = writer.end();
    return Result.ANSWERED;
  }

  /** Implements {@link Chase}. */
  private List<ResourceRecord> follow(DnsName target, Inquiry from, Draft draft) {
    for (var zone : from.settings().zones()) {
      int start = target.zoneStart(zone.name());
      if (start >= 0) {
        return followInZone(from.about(target, zone, start), draft);
      }
    }
    if (!from.settings().recursion()) {
      return List.of();
    }
    if (!from.mayWait()) {
      draft.mustWait();
      return List.of();
    }
    return recursion.addresses(target, from.settings().options());
  }

  private List<ResourceRecord> followInZone(Inquiry inquiry, Draft draft) {
    if (inquiry.depth() > DEPTH_MAX) {
      return List.of();
    }
    var inner = new Draft();
    zoneAnswers.answer(inquiry, inner);
    if (inner.isVoid()) {
      draft.mustWait();
    }
    if (inner.isUnwritable()) {
      draft.unwritable();
    }
    return inner.answer();
  }
}
