package praetor.cli.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.KvEntry;
import praetor.model.codec.JsonWriter;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;
import praetor.state.archive.RecordHash;

/** How records of snapshots are named, shown and compared. */
class RecordsTest {
  private static final int SYSTEM_METADATA = 31;
  private static final int CONFIG_ENTRY = 22;

  private static byte[] metadata(String key, String value, int modifyIndex) {
    return new PackWriter()
        .mapHeader(3)
        .string("Key")
        .string(key)
        .string("ModifyIndex")
        .integer(modifyIndex)
        .string("Value")
        .string(value)
        .toBytes();
  }

  private static long hash(byte[] record) throws DecodeException {
    return RecordHash.of(SYSTEM_METADATA, new PackReader(record));
  }

  private static String json(int type, byte[] record) throws DecodeException {
    var out = JsonWriter.compact();
    RecordJson.write(type, new PackReader(record), out);
    return out.toText();
  }

  // Sizes as Consul 1.21.4 prints them.
  @ParameterizedTest
  @CsvSource({"12, 12B", "1018, 1018B", "1418, 1.4KB", "37909, 37KB", "524437, 512.1KB"})
  void sizesReadAsConsulPrintsThem(long bytes, String text) {
    assertThat(ByteSize.of(bytes)).isEqualTo(text);
  }

  @Test
  void recordsThatSayTheSameHaveOneHash() throws Exception {
    long hash = hash(metadata("a", "1", 5));
    assertThat(hash(metadata("a", "1", 900))).isEqualTo(hash);
    assertThat(hash(metadata("a", "2", 5))).isNotEqualTo(hash);
    assertThat(hash(metadata("1", "a", 5))).isNotEqualTo(hash);
    var otherOrder =
        new PackWriter().mapHeader(4).string("Value").string("1").string("Later").nil();
    otherOrder.string("Key").string("a").string("More").mapHeader(0);
    assertThat(hash(otherOrder.toBytes())).isEqualTo(hash);
  }

  @Test
  void recordsAreNamedByWhatTheyAre() throws Exception {
    var key = new KvEntry(0, Bytes.utf8("app/db"), 0, Bytes.utf8("x"), "", 1, 1);
    assertThat(EntryName.of(2, new PackReader(KvEntry.SHAPE.toPack(key)), 1))
        .isEqualTo("kv:app/db");
    assertThat(EntryName.of(SYSTEM_METADATA, new PackReader(metadata("a", "1", 5)), 1))
        .isEqualTo("system-metadata:a");
    assertThat(EntryName.of(43, new PackReader(metadata("a", "1", 5)), 7))
        .isEqualTo("unknown:43/7");
  }

  @Test
  void numbersBytesAndTimesShowAsWhatTheyAre() throws Exception {
    var record = new PackWriter().mapHeader(5);
    record.string("Negative").integer(-70_000).string("Large").unsigned(-1);
    record.string("Hash").raw(new byte[] {1, 2}).string("Binary").raw(new byte[] {(byte) 0xff});
    var time = new byte[15];
    time[0] = 1;
    ByteBuffer.wrap(time).putLong(1, 62_135_596_800L + 86_400).putShort(13, (short) -1);
    record.string("CreateTime").raw(time);
    assertThat(json(SYSTEM_METADATA, record.toBytes()))
        .isEqualTo(
            "{\"Negative\":-70000,\"Large\":18446744073709551615,\"Hash\":\"AQI=\","
                + "\"Binary\":\"/w==\",\"CreateTime\":\"1970-01-02T00:00:00Z\"}");
  }

  @Test
  void configEntriesAreTakenOutOfTheirEnvelope() throws Exception {
    var inner = new PackWriter().string("mesh").mapHeader(2).string("Entry").mapHeader(1);
    inner.string("Name").string("m").string("Op").string("");
    var record = new PackWriter().raw(inner.toBytes()).toBytes();
    assertThat(json(CONFIG_ENTRY, record)).isEqualTo("{\"Entry\":{\"Name\":\"m\"},\"Op\":\"\"}");
    assertThat(EntryName.of(CONFIG_ENTRY, new PackReader(record), 1)).isEqualTo("config:mesh/m");
  }
}
