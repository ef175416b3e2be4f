package praetor.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;

/** Compression and setting back, with dnsjava as the reader. */
class MessageWriterTest {
  private final MessageWriter writer = new MessageWriter();

  private static DnsName name(String text) {
    return Objects.requireNonNull(DnsName.of(text));
  }

  private Message read(int answers) throws IOException {
    writer.header(1, Question.BIT_QR, 1, answers, 0, 0);
    return new Message(Arrays.copyOf(writer.bytes(), writer.end()));
  }

  @Test
  void anOwnerThatIsTheQuestionTakesTwoBytes() throws IOException {
    var name = name("web.service.consul");
    writer.start(true);
    writer.question(name, DnsType.A, 1);
    int before = writer.end();
    writer.record(new ResourceRecord(name, 5, new Rdata.A(0x0a000001)));
    assertThat(writer.end() - before).isEqualTo(16);
    writer.record(new ResourceRecord(name("web.service.consul"), 5, new Rdata.A(0x0a000002)));
    assertThat(writer.end() - before).isEqualTo(32);
    assertThat(read(2).getSection(1))
        .extracting(Object::toString)
        .containsExactly(
            "web.service.consul.\t5\tIN\tA\t10.0.0.1", "web.service.consul.\t5\tIN\tA\t10.0.0.2");
  }

  @Test
  void anSrvTargetIsWrittenInFullAndPointedAt() throws IOException {
    var name = name("web.service.consul");
    var target = name("n1.node.dc1.consul");
    writer.start(true);
    writer.question(name, DnsType.SRV, 1);
    int before = writer.end();
    writer.record(new ResourceRecord(name, 0, new Rdata.Srv(1, 80, target)));
    assertThat(writer.end() - before).isEqualTo(12 + 6 + target.length());
    int glue = writer.end();
    writer.record(new ResourceRecord(target, 0, new Rdata.A(1)));
    assertThat(writer.end() - glue).isEqualTo(16);
    assertThat(read(2).getSection(1).get(1).getName()).hasToString("n1.node.dc1.consul.");
  }

  @Test
  void otherLettersAreNotPointedAt() throws IOException {
    writer.start(true);
    writer.question(name("WEB.service.CONSUL"), DnsType.A, 1);
    writer.record(new ResourceRecord(name("web.service.consul"), 0, new Rdata.A(1)));
    assertThat(read(1).getSection(1).getFirst().getName()).hasToString("web.service.consul.");
  }

  @Test
  void withoutCompressionNamesAreWrittenInFull() throws IOException {
    var name = name("web.service.consul");
    writer.start(false);
    writer.question(name, DnsType.A, 1);
    int before = writer.end();
    var record = new ResourceRecord(name, 0, new Rdata.A(1));
    writer.record(record);
    assertThat(writer.end() - before).isEqualTo(record.length());
    assertThat(read(1).getSection(1)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsSetBackLeavesNoTrace(boolean compress) throws IOException {
    long seed = System.nanoTime();
    System.out.println("seed=" + seed);
    var random = new SplittableRandom(seed);
    var words = List.of("a", "b", "node", "dc1", "consul", "Consul", "x".repeat(40));
    for (int round = 0; round < 300; round++) {
      writer.start(compress);
      writer.question(randomName(random, words), DnsType.A, 1);
      var kept = new ArrayList<ResourceRecord>();
      for (int i = random.nextInt(800); i > 0; i--) {
        var record = randomRecord(random, words);
        var mark = writer.mark();
        writer.record(record);
        if (random.nextInt(3) == 0) {
          writer.reset(mark);
        } else {
          kept.add(record);
        }
      }
      var read = read(kept.size()).getSection(1);
      assertThat(read).hasSize(kept.size());
      for (int i = 0; i < read.size(); i++) {
        assertThat(read.get(i).getName()).hasToString(kept.get(i).owner().toString());
      }
    }
  }

  private static ResourceRecord randomRecord(SplittableRandom random, List<String> words) {
    var owner = randomName(random, words);
    return switch (random.nextInt(3)) {
      case 0 -> new ResourceRecord(owner, 1, new Rdata.A(random.nextInt()));
      case 1 ->
          new ResourceRecord(owner, 1, new Rdata.Host(DnsType.CNAME, randomName(random, words)));
      default -> new ResourceRecord(owner, 1, new Rdata.Srv(1, 2, randomName(random, words)));
    };
  }

  private static DnsName randomName(SplittableRandom random, List<String> words) {
    var labels = new ArrayList<String>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      labels.add(words.get(random.nextInt(words.size())));
    }
    return name(String.join(".", labels));
  }
}
