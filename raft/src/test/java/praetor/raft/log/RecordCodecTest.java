package praetor.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {

  @Test
  void decodesWhatWasEncoded() throws Exception {
    var record = record(new Random(1), 300);
    var decoded = RecordCodec.decode(encode(record), 0);
    assertThat(decoded.record()).isEqualTo(record);
    assertThat(decoded.batchStart()).isEqualTo(77);
  }

  @Test
  void everyFlippedBitIsNoticed() {
    var bytes = encode(record(new Random(2), 40));
    for (int bit = 0; bit < bytes.limit() * 8; bit++) {
      bytes.put(bit / 8, (byte) (bytes.get(bit / 8) ^ 1 << bit % 8));
      assertThatThrownBy(() -> RecordCodec.decode(bytes, 0))
          .as("bit %d", bit)
          .isInstanceOf(DamagedRecordException.class);
      bytes.put(bit / 8, (byte) (bytes.get(bit / 8) ^ 1 << bit % 8));
    }
  }

  @Test
  void everyCutIsNoticed() {
    var bytes = encode(record(new Random(3), 40));
    for (int size = 0; size < bytes.capacity(); size++) {
      var cut = bytes.duplicate().limit(size);
      assertThatThrownBy(() -> RecordCodec.decode(cut, 0))
          .isInstanceOf(DamagedRecordException.class);
    }
  }

  @Test
  void zerosAreNoRecord() {
    assertThatThrownBy(() -> RecordCodec.decode(ByteBuffer.allocate(4_096), 0))
        .isInstanceOf(DamagedRecordException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void garbageGivesOnlyItsOwnError(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 50_000; round++) {
      var bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        mutate(random, bytes);
      }
      try {
        RecordCodec.decode(ByteBuffer.wrap(bytes), random.nextInt(bytes.length + 1));
      } catch (DamagedRecordException e) {
        assertThat(e).as("seed=%d round=%d", seed, round).hasMessageMatching(".+");
      }
    }
  }

  /** Gives garbage the look of a record, so that it gets past the first checks. */
  private static void mutate(Random random, byte[] bytes) {
    var valid = encode(record(random, random.nextInt(64))).array();
    System.arraycopy(valid, 0, bytes, 0, Math.min(valid.length, bytes.length));
    for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
  }

  private static LogRecord record(Random random, int size) {
    var payload = new byte[size];
    random.nextBytes(payload);
    return new LogRecord(
        1 + random.nextInt(1_000), 5, LogRecord.Kind.DATA, ByteBuffer.wrap(payload));
  }

  private static ByteBuffer encode(LogRecord record) {
    var buffer = ByteBuffer.allocate(RecordCodec.size(record));
    RecordCodec.encode(record, 77, buffer, new CRC32C());
    return buffer.flip();
  }
}
