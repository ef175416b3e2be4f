package praetor.snapshot.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import praetor.model.Bytes;
import praetor.model.DecodeException;

class KvFileTest {
  @ParameterizedTest
  @EnumSource
  void whatWasWrittenIsReadAgainWhateverItsBytes(KvFile.Shape shape) throws DecodeException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var records = new ArrayList<KvRecord>();
    for (int i = 0; i < 200; i++) {
      var value = new byte[random.nextInt(300)];
      random.nextBytes(value);
      records.add(new KvRecord("app/ü \"" + i, random.nextLong(), Bytes.owned(value)));
    }
    assertThat(KvFile.decode(KvFile.encode(records, shape))).as("seed=" + seed).isEqualTo(records);
  }

  @Test
  void theFileIsThatOfKvExport() {
    var records = List.of(new KvRecord("a/b", 42, Bytes.utf8("1")));
    assertThat(KvFile.encode(records, KvFile.Shape.EXPORT).utf8())
        .isEqualTo(
            "[\n\t{\n\t\t\"key\": \"a/b\",\n\t\t\"flags\": 42,\n\t\t\"value\": \"MQ==\"\n\t}\n]\n");
    assertThat(KvFile.encode(List.of(), KvFile.Shape.EXPORT).utf8()).isEqualTo("[]\n");
  }

  /** Source: the test data of adsabs/consul-backup 1.0.8. */
  @Test
  void rowsOfConsulateAreRead() throws DecodeException {
    assertThat(KvFile.decode(Bytes.utf8("[[\"key1\", 0, \"value1\"], [\"k\", 7, null]]\n")))
        .containsExactly(
            new KvRecord("key1", 0, Bytes.utf8("value1")), new KvRecord("k", 7, Bytes.EMPTY));
  }

  @Test
  void theAnswerOfTheApiIsRead() throws DecodeException {
    var answer =
        """
        [{"LockIndex":0,"Key":"bin","Flags":18446744073709551615,"Value":"/wA=",
          "CreateIndex":12,"ModifyIndex":12},
         {"LockIndex":0,"Key":"none","Flags":0,"Value":null,"CreateIndex":13,"ModifyIndex":13}]""";
    assertThat(KvFile.decode(Bytes.utf8(answer)))
        .containsExactly(
            new KvRecord("bin", -1, Bytes.owned(new byte[] {-1, 0})),
            new KvRecord("none", 0, Bytes.EMPTY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {}                                  | not an array of keys
          [7]                                 | entry 1: expected an object or a row, found a number
          [{"key":"a"},{"flags":0}]           | entry 2: no key
          [["a",0]]                           | entry 1: expected [key, flags, value]
          [["a",-1,"x"]]                      | entry 1: the flags are -1
          [["a",0,7]]                         | entry 1: the value is a number
          [["a",0,"x"],["a",0,"y"]]           | key "a" is there twice
          """)
  void whatIsNoBackupIsRefusedWithItsPlace(String file, String why) {
    assertThatThrownBy(() -> KvFile.decode(Bytes.utf8(file)))
        .isInstanceOf(DecodeException.class)
        .hasMessage(why);
  }

  @Test
  void aFileThatIsCutOffAnywhereIsRefused() {
    var whole = KvFile.encode(List.of(new KvRecord("a", 1, Bytes.utf8("value"))), KvFile.Shape.API);
    // The last byte is the line's end.
    for (int length = 0; length < whole.length() - 1; length++) {
      var cut = whole.head(length);
      assertThatThrownBy(() -> KvFile.decode(cut)).isInstanceOf(DecodeException.class);
    }
  }
}
