package praetor.testkit.vectors.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import praetor.testkit.vectors.JsonText;

class QuestionTest {

  @Test
  void aPlainQuestionAsksForRecursion() {
    assertThat(hex("{'ask':'a.b A'}"))
        .isEqualTo("1234" + "0100" + "0001000000000000" + "0161016200" + "00010001");
  }

  @Test
  void flagsOpcodeAndClassAreSet() {
    assertThat(hex("{'ask':'. TYPE65280 CH','rd':false,'ad':true,'cd':true,'opcode':4}"))
        .isEqualTo("1234" + "2030" + "0001000000000000" + "00" + "ff000003");
  }

  @Test
  void namesKnowEscapes() {
    assertThat(hex("{'ask':'a\\\\.b\\\\000c. A'}")).contains("05" + "612e620063" + "00");
  }

  @Test
  void severalQuestionsGoIntoOneMessage() {
    assertThat(hex("{'ask':['a A','b AAAA']}"))
        .isEqualTo("123401000002000000000000" + "0161000001" + "0001" + "016200001c" + "0001");
  }

  @Test
  void ednsCarriesVersionAndTheSubnetCutToItsPrefix() {
    assertThat(hex("{'ask':'a A','edns':1232,'do':true,'edns_version':1,'ecs':'10.1.255.9/20'}"))
        .endsWith(
            "000029" + "04d0" + "00018000" + "000b" + "0008" + "0007" + "0001" + "1400" + "0a01f0");
  }

  @Test
  void rawBytesGoOutUnderTheGivenId() {
    assertThat(hex("{'raw':'0000010000'}")).isEqualTo("1234010000");
    assertThat(question("{'raw':'00000100'}").echo()).isEmpty();
  }

  @Test
  void anEchoHasNamesAsMessagesShowThem() {
    assertThat(question("{'ask':['Web.consul A','x\\\\065 ANY CH']}").echo())
        .contains(List.of("Web.consul. A IN", "xA. ANY CH"));
  }

  @Test
  void silenceIsNotWaitedForLong() {
    assertThat(question("{'ask':'a A'}").timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(question("{'ask':'a A','silent_ok':true}").timeout())
        .isEqualTo(Duration.ofSeconds(1));
  }

  private static String hex(String question) {
    return HexFormat.of().formatHex(question(question).encode(0x1234));
  }

  private static Question question(String json) {
    return new Question(JsonText.object(json.replace('\'', '"')));
  }
}
