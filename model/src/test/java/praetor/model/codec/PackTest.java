package praetor.model.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.model.DecodeException;

final class PackTest {
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "127, 7f",
    "128, cc80",
    "255, ccff",
    "256, cd0100",
    "65535, cdffff",
    "65536, ce00010000",
    "4294967295, ceffffffff",
    "4294967296, cf0000000100000000",
    "9223372036854775807, cf7fffffffffffffff",
    "-1, ff",
    "-32, e0",
    "-33, d0df",
    "-128, d080",
    "-129, d1ff7f",
    "-32768, d18000",
    "-32769, d2ffff7fff",
    "-2147483648, d280000000",
    "-2147483649, d3ffffffff7fffffff",
    "-9223372036854775808, d38000000000000000",
  })
  void writesIntegersInTheirShortestForm(long number, String hex) throws DecodeException {
    assertThat(hex(new PackWriter().integer(number))).isEqualTo(hex);
    assertThat(reader(hex).integer()).isEqualTo(number);
  }

  @Test
  void carriesUnsignedNumbersOf64Bits() throws DecodeException {
    var max = new PackWriter().unsigned(-1);
    assertThat(hex(max)).isEqualTo("cfffffffffffffffff");
    assertThat(new PackReader(max.toBytes()).unsigned()).isEqualTo(-1);
    assertThat(reader("05").unsigned()).isEqualTo(5);
    assertThat(reader("d005").unsigned()).isEqualTo(5);
    assertThatThrownBy(() -> reader("cfffffffffffffffff").integer())
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("above 2^63-1");
    assertThatThrownBy(() -> reader("ff").unsigned())
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("negative");
  }

  @ParameterizedTest
  @CsvSource({"0, a0", "1, a1", "31, bf", "32, da0020", "65535, daffff", "65536, db00010000"})
  void writesStringsInTheRawFormsOfTheOldSpecification(int length, String head)
      throws DecodeException {
    var text = "x".repeat(length);
    var packed = new PackWriter().string(text);
    assertThat(hex(packed)).startsWith(head).hasSize(head.length() + 2 * length);
    assertThat(new PackReader(packed.toBytes()).string()).isEqualTo(text);
  }

  @Test
  void readsTheStringAndBinaryFormsOfTheNewSpecification() throws DecodeException {
    for (var head : new String[] {"d903", "c403", "c50003", "c600000003", "da0003", "db00000003"}) {
      assertThat(reader(head + "616263").peek()).isEqualTo(PackReader.Kind.RAW);
      assertThat(reader(head + "616263").string()).isEqualTo("abc");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 90, 80",
    "15, 9f, 8f",
    "16, dc0010, de0010",
    "65535, dcffff, deffff",
    "65536, dd00010000, df00010000"
  })
  void writesHeadersOfListsAndMaps(int length, String list, String map) throws DecodeException {
    assertThat(hex(new PackWriter().arrayHeader(length))).isEqualTo(list);
    assertThat(hex(new PackWriter().mapHeader(length))).isEqualTo(map);
    var nils = "c0".repeat(length);
    assertThat(reader(list + nils).arrayHeader()).isEqualTo(length);
    assertThat(reader(map + nils + nils).mapHeader()).isEqualTo(length);
  }

  @Test
  void readsFloatsOfBothSizesAndIntegersForFloats() throws DecodeException {
    assertThat(reader("ca3fc00000").float64()).isEqualTo(1.5);
    assertThat(reader("cb3ff8000000000000").float64()).isEqualTo(1.5);
    assertThat(reader("07").float64()).isEqualTo(7);
    assertThat(reader("d0ff").float64()).isEqualTo(-1);
    assertThat(reader("cfffffffffffffffff").float64()).isEqualTo(0x1p64);
    assertThat(hex(new PackWriter().float64(1.5))).isEqualTo("cb3ff8000000000000");
  }

  @Test
  void passesOverValuesOfEveryKind() throws DecodeException {
    var in = reader("c0c3ffcb3ff8000000000000a16192018101c382a16190a16280" + "2a");
    for (int i = 0; i < 7; i++) {
      in.skip();
    }
    assertThat(in.integer()).isEqualTo(42);
    assertThat(in.hasMore()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db7fffffff",
        "dbffffffff",
        "c6ffffffff",
        "ddffffffff",
        "dd7fffffff",
        "dfffffffff",
        "df7fffffff",
        "df40000000",
        "daffff61",
        "dcffff",
        "deffffc0",
        "",
        "a5",
        "cf00",
        "cb00",
        "d9",
        "93c0c0"
      })
  void refusesLengthsThatAreNotThereBeforeReservingMemory(String hex) {
    assertThatThrownBy(() -> reader(hex).skip())
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("unexpected end");
    var list = Codecs.list(Codecs.map(Codecs.STRING));
    assertThatThrownBy(() -> list.readPack(reader(hex))).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> Codecs.ANY.readPack(reader(hex))).isInstanceOf(DecodeException.class);
  }

  @Test
  void refusesDeepNestingBeforeTheStackEnds() {
    for (var nest : new String[] {"91", "81a0", "81a091"}) {
      var deep = reader(nest.repeat(1_000_000) + "c0");
      assertThatThrownBy(deep::skip)
          .isInstanceOf(DecodeException.class)
          .hasMessageContaining("nested too deeply");
      var again = reader(nest.repeat(1_000_000) + "c0");
      assertThatThrownBy(() -> Codecs.ANY.readPack(again)).isInstanceOf(DecodeException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"c1", "c7", "d4", "d8"})
  void refusesBytesOfNoKind(String hex) {
    assertThatThrownBy(() -> reader(hex).skip()).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> reader(hex).bool()).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> reader(hex).integer()).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> reader(hex).float64()).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> reader(hex).raw()).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> reader(hex).arrayHeader()).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> reader(hex).mapHeader()).isInstanceOf(DecodeException.class);
  }

  @Test
  void onlyDecodeExceptionLeavesWhateverTheBytes() {
    long seed = 4711;
    var random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 100_000; i++) {
      var bytes = new byte[random.nextInt(16)];
      random.nextBytes(bytes);
      try {
        Codecs.ANY.readPack(new PackReader(bytes));
        read++;
      } catch (DecodeException e) {
        assertThat(e).as("seed %d, try %d", seed, i).hasMessageStartingWith("MessagePack: ");
      }
    }
    assertThat(read).isPositive();
  }

  @Test
  void keepsWhatWasWrittenWhenCleared() throws DecodeException {
    var out = new PackWriter(1).string("abc".repeat(1_000));
    var first = out.toBytes();
    out.clear();
    assertThat(out.size()).isZero();
    out.nil().bool(true).rawByte(0xfe);
    assertThat(hex(out)).isEqualTo("c0c3fe");
    assertThat(new PackReader(first).string()).isEqualTo("abc".repeat(1_000));
    var in = reader("c0c3fe");
    assertThat(in.skipNil()).isTrue();
    assertThat(in.skipNil()).isFalse();
    assertThat(in.bool()).isTrue();
    assertThat(in.rawByte()).isEqualTo(0xfe);
  }

  private static PackReader reader(String hex) {
    return new PackReader(HexFormat.of().parseHex(hex));
  }

  private static String hex(PackWriter out) {
    return HexFormat.of().formatHex(out.toBytes());
  }
}
