package praetor.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A cut answer fits, is never empty and could not hold one record more. */
class ComposerTest {
  private static DnsName name(String text) {
    return Objects.requireNonNull(DnsName.of(text));
  }

  private static Question question(String name, int type, int edns) {
    return new Question(
        7,
        Question.BIT_RD,
        name(name),
        type,
        1,
        edns == 0 ? Optional.empty() : Optional.of(new Question.Edns(edns, Optional.empty())));
  }

  private static Draft targets(Question question, int count, int labelBytes) {
    var draft = new Draft();
    for (int i = 0; i < count; i++) {
      var target =
          name(("n" + i + "x".repeat(labelBytes)).substring(0, labelBytes) + ".node.dc1.consul");
      draft.answerWithGlue(
          new ResourceRecord(question.name(), 0, new Rdata.Srv(1, i, target)),
          List.of(new ResourceRecord(target, 0, new Rdata.A(i))));
    }
    return draft;
  }

  private static int answers(Composer composer) {
    return (composer.bytes()[6] & 255) << 8 | composer.bytes()[7] & 255;
  }

  @Test
  void aCutAnswerIsTheLongestThatFits() {
    long seed = System.nanoTime();
    System.out.println("seed=" + seed);
    var random = new SplittableRandom(seed);
    var composer = new Composer();
    var settings = Settings.of(DnsOptions.builder("dc1").enableTruncate(true).build());
    for (int round = 0; round < 2_000; round++) {
      int edns = random.nextInt(513, 5_000);
      var question = question("big.service.consul", DnsType.SRV, edns);
      int count = random.nextInt(1, 150);
      int labelBytes = random.nextInt(5, 63);
      var draft = targets(question, count, labelBytes);
      int length = composer.compose(draft, question, Transport.UDP, settings);
      int kept = answers(composer);
      boolean cut = (composer.bytes()[2] & 2) != 0;
      assertThat(kept).isBetween(1, count);
      assertThat(cut).isEqualTo(kept < count);
      assertThat(length).isLessThanOrEqualTo(edns - 8);
      if (kept < count) {
        // The next record with its glue would not have fitted, but for the one that goes anyway.
        var more = targets(question, kept + 1, labelBytes);
        int longer = new Composer().compose(more, question, Transport.TCP, settings) - 11;
        assertThat(kept == count - 1 || longer > edns - 8).isTrue();
      }
    }
  }

  @Test
  void aSingleRecordIsSentHoweverLargeItIs() {
    var settings = Settings.of(DnsOptions.defaults("dc1"));
    var question = question("fat.node.consul", DnsType.A, 0);
    var draft = new Draft();
    draft.answer(question.name(), 0, new Rdata.A(1));
    for (int i = 0; i < 12; i++) {
      var text = new byte[200];
      text[0] = (byte) 199;
      draft.additional().add(new ResourceRecord(question.name(), 0, new Rdata.Txt(text)));
    }
    var composer = new Composer();
    assertThat(composer.compose(draft, question, Transport.UDP, settings)).isGreaterThan(2_400);
    assertThat(answers(composer)).isEqualTo(1);
  }

  @Test
  void theLimitOfAnswersIsAtLeastOneAndAtMostEight() {
    for (int limit : List.of(-1, 0, 1, 5, 8, 100)) {
      var settings = Settings.of(DnsOptions.builder("dc1").udpAnswerLimit(limit).build());
      var question = question("big.service.consul", DnsType.SRV, 0);
      var composer = new Composer();
      composer.compose(targets(question, 20, 5), question, Transport.UDP, settings);
      assertThat(answers(composer)).isEqualTo(Math.clamp(limit, 1, 4));
    }
  }
}
