package praetor.testkit.vectors.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import praetor.testkit.vectors.VectorFiles;

class DnsVectorsTest {
  private static final int ID_BYTES = 2;

  static List<String> names() {
    return DnsVectors.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyQuestionBecomesAMessage(String name) {
    for (var json : VectorFiles.read("dns", name).path("questions").values()) {
      var question = new Question(json);
      assertThat(question.encode(1)).hasSizeGreaterThanOrEqualTo(ID_BYTES);
      assertThat(question.label()).isNotEmpty();
    }
  }
}
