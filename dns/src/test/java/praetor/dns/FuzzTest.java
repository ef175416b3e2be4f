package praetor.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import praetor.dns.vectors.DnsText;
import praetor.dns.vectors.Vector;
import tools.jackson.databind.ObjectMapper;

/** Whatever bytes arrive, from askers or recursors: an answer or silence, never an exception. */
class FuzzTest {
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final int ROUNDS = 200_000;
  private static final int HEADER_BYTES = 12;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Vector vector = Vector.load("services");

  private Answers answers(Upstream upstream) {
    System.out.println("seed=" + SEED);
    var options = DnsOptions.builder("dc1").recursors(List.of("one")).build();
    var settings = Settings.of(options);
    return new Answers(
        () -> settings, vector.catalog(), upstream, InstantSource.system(), random.split());
  }

  private static List<byte[]> seeds() {
    var seeds = new ArrayList<byte[]>();
    for (var name : List.of("services", "extra-forms", "messages", "extra-malformed", "nodes")) {
      for (var asked : Vector.load(name).cases()) {
        seeds.add(asked.message(1));
      }
    }
    return seeds;
  }

  /** Changes, cuts, doubles or inserts some bytes. */
  private byte[] mutated(byte[] message) {
    var bytes = message.clone();
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> bytes[at] = (byte) (0xc0 | random.nextInt(4));
        case 4 -> bytes = inserted(bytes, at, random.nextInt(1, 40));
        default -> bytes[at] = (byte) random.nextInt(70);
      }
    }
    return bytes;
  }

  private byte[] inserted(byte[] bytes, int at, int count) {
    var more = new byte[bytes.length + count];
    random.nextBytes(more);
    System.arraycopy(bytes, 0, more, 0, at);
    System.arraycopy(bytes, at, more, at + count, bytes.length - at);
    return more;
  }

  @Test
  void mutatedQuestionsGetWellFormedAnswersOrNone() throws IOException {
    var answers = answers((_, _, _) -> Optional.empty());
    var seeds = seeds();
    for (int i = 0; i < ROUNDS; i++) {
      check(answers, mutated(seeds.get(random.nextInt(seeds.size()))));
    }
  }

  @Test
  void randomBytesGetWellFormedAnswersOrNone() throws IOException {
    var answers = answers((_, _, _) -> Optional.empty());
    for (int i = 0; i < ROUNDS; i++) {
      var bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      if (bytes.length > HEADER_BYTES && random.nextBoolean()) {
        // A likely header, so that the rest is looked at.
        System.arraycopy(new byte[] {0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1}, 0, bytes, 0, 12);
      }
      check(answers, bytes);
    }
  }

  private void check(Answers answers, byte[] message) throws IOException {
    var transport = random.nextBoolean() ? Transport.UDP : Transport.TCP;
    var client = InetAddress.getLoopbackAddress();
    var result = answers.answer(message, message.length, transport, client, true);
    assertThat(result).isNotEqualTo(Answers.Result.MUST_WAIT);
    if (result == Answers.Result.ANSWERED) {
      var answer = Arrays.copyOf(answers.bytes(), answers.length());
      assertThat(Arrays.copyOf(answer, 2)).isEqualTo(Arrays.copyOf(message, 2));
      assertThat(answer[2] & 0x80).as("it is an answer").isNotZero();
      if (transport == Transport.UDP) {
        assertThat(answer.length).isLessThanOrEqualTo(65_507);
      }
      assertThat(new Message(answer).toWire()).isNotEmpty();
    }
  }

  @Test
  void mutatedAnswersOfRecursorsAreUsedOrNot() throws IOException {
    var recursor = Vector.load("recursor").recursors().getFirst();
    var answers =
        answers((_, message, transport) -> recursor.answer(message, transport).map(this::mutated));
    var asks =
        List.of("ext.service.consul A", "ext.service.consul SRV", "hostsvc.service.consul A");
    for (int i = 0; i < ROUNDS / 4; i++) {
      var ask = new ObjectMapper().createObjectNode().put("ask", asks.get(i % asks.size()));
      var message = DnsText.question(ask, i & 0xffff);
      var client = InetAddress.getLoopbackAddress();
      var result = answers.answer(message, message.length, Transport.TCP, client, true);
      assertThat(result).isEqualTo(Answers.Result.ANSWERED);
      var answer = new Message(Arrays.copyOf(answers.bytes(), answers.length()));
      assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(answer.getSection(1)).isNotEmpty();
    }
  }
}
