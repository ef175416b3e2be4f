package praetor.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecursionTest {
  private static final DnsName NAME = Objects.requireNonNull(DnsName.of("www.example.com"));

  private final Map<String, Integer> rcodes = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final Recursion recursion = new Recursion(this::ask, new SplittableRandom(1));
  private final Question question =
      new Question(1, Question.BIT_RD, NAME, DnsType.A, 1, Optional.empty());

  /** Answers with the recursor's code; one without a code is silent. */
  private Optional<byte[]> ask(String recursor, byte[] message, Transport transport) {
    asked.add(recursor);
    if (!rcodes.containsKey(recursor)) {
      return Optional.empty();
    }
    var answer = message.clone();
    answer[2] |= (byte) 0x80;
    answer[3] = rcodes.get(recursor).byteValue();
    return Optional.of(answer);
  }

  private Optional<byte[]> forward(DnsOptions.RecursorStrategy strategy, String... recursors) {
    var writer = new MessageWriter();
    writer.start(false);
    writer.question(NAME, DnsType.A, 1);
    writer.header(1, Question.BIT_RD, 1, 0, 0, 0);
    var message = java.util.Arrays.copyOf(writer.bytes(), writer.end());
    var options =
        DnsOptions.builder("dc1").recursors(List.of(recursors)).recursorStrategy(strategy).build();
    return recursion.forward(message, question, Transport.UDP, options);
  }

  @Test
  void errorsAndSilenceMoveOnToTheNextRecursor() {
    rcodes.putAll(
        Map.of(
            "servfail", Rcode.SERVFAIL,
            "refused", Rcode.REFUSED,
            "notimp", Rcode.NOTIMP,
            "formerr", Rcode.FORMERR,
            "good", Rcode.NOERROR,
            "never", Rcode.NOERROR));
    var answer =
        forward(
            DnsOptions.RecursorStrategy.SEQUENTIAL,
            "silent",
            "servfail",
            "refused",
            "notimp",
            "formerr",
            "good",
            "never");
    assertThat(answer).isPresent();
    assertThat(asked).containsExactly("silent", "servfail", "refused", "notimp", "formerr", "good");
  }

  @Test
  void thatANameDoesNotExistIsAnAnswer() {
    rcodes.putAll(Map.of("first", Rcode.NXDOMAIN, "second", Rcode.NOERROR));
    assertThat(forward(DnsOptions.RecursorStrategy.SEQUENTIAL, "first", "second")).isPresent();
    assertThat(asked).containsExactly("first");
  }

  @Test
  void nobodyAnsweringIsNoAnswer() {
    assertThat(forward(DnsOptions.RecursorStrategy.SEQUENTIAL, "a", "b")).isEmpty();
    assertThat(asked).containsExactly("a", "b");
  }

  @Test
  void theRandomStrategyStartsWithAnyRecursor() {
    rcodes.putAll(Map.of("a", 0, "b", 0, "c", 0));
    for (int i = 0; i < 100; i++) {
      assertThat(forward(DnsOptions.RecursorStrategy.RANDOM, "a", "b", "c")).isPresent();
    }
    assertThat(asked).hasSize(100);
    assertThat(new HashSet<>(asked)).containsExactlyInAnyOrder("a", "b", "c");
  }
}
