package praetor.dns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Asks the recursors, one after the other, until one gives a usable answer. Owned by one thread.
 *
 * <p>Source: Consul 1.21.4: NXDOMAIN and an empty answer are usable, every other error moves on to
 * the next recursor.
 */
final class Recursion {
  private static final int HEADER_BITS_RD = Question.BIT_RD;

  private final Upstream upstream;
  private final RandomGenerator random;

  Recursion(Upstream upstream, RandomGenerator random) {
    this.upstream = upstream;
    this.random = random;
  }

  /** The answer to a whole message, as it came; empty when all recursors failed. */
  Optional<byte[]> forward(
      byte[] message, Question question, Transport transport, DnsOptions options) {
    for (var recursor : inOrder(options)) {
      var answer =
          upstream
              .ask(recursor, message, transport)
              .filter(bytes -> isUsable(bytes, question.name(), question.type()));
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.empty();
  }

  /** The IPv4 address records of a name in another domain, with what leads to them. */
  List<ResourceRecord> addresses(DnsName name, DnsOptions options) {
    var writer = new MessageWriter();
    writer.start(true);
    writer.question(name, DnsType.A, 1);
    writer.header(random.nextInt(1 << 16), HEADER_BITS_RD, 1, 0, 0, 0);
    var message = Arrays.copyOf(writer.bytes(), writer.end());
    var question = new Question(0, HEADER_BITS_RD, name, DnsType.A, 1, Optional.empty());
    return forward(message, question, Transport.UDP, options)
        .map(answer -> AnswerReader.records(answer, name, DnsType.A))
        .orElse(List.of());
  }

  private List<String> inOrder(DnsOptions options) {
    return switch (options.recursorStrategy()) {
      case SEQUENTIAL -> options.recursors();
      case RANDOM -> {
        var shuffled = new ArrayList<>(options.recursors());
        Collections.shuffle(shuffled, Random.from(random));
        yield shuffled;
      }
    };
  }

  private static boolean isUsable(byte[] answer, DnsName name, int type) {
    if (!AnswerReader.isAnswerTo(answer, name, type)) {
      return false;
    }
    int rcode = AnswerReader.rcode(answer);
    return rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN;
  }
}
