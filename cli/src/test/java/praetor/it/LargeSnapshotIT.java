package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.KvEntry;
import praetor.model.codec.PackWriter;
import praetor.state.archive.ArchiveMeta;
import praetor.state.archive.ArchiveReader;
import praetor.state.archive.ArchiveWriter;
import praetor.state.archive.RecordKind;
import praetor.state.archive.RecordStream;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;

/** A million keys go in and out of a server whose heap holds them little more than twice. */
@Tag("slow")
@Timeout(900)
class LargeSnapshotIT {
  private static final int KEYS = 1_000_000;
  private static final int VALUE_BYTES = 256;

  /** The data are 350 MB; present and restored ones are there at the same time. */
  private static final String HEAP_MAX = "1100m";

  private static final int FLUSH_BYTES = 1 << 20;

  @TempDir Path folder;

  /** The same keys and values each time; values that cannot be compressed. */
  private static void writeState(OutputStream out) throws IOException {
    var random = new Random(4_711);
    var pool = new byte[FLUSH_BYTES];
    random.nextBytes(pool);
    var buffer = new PackWriter(2 * FLUSH_BYTES);
    RecordStream.Header.SHAPE.writePack(new RecordStream.Header(KEYS), buffer);
    for (int i = 1; i <= KEYS; i++) {
      int from = random.nextInt(pool.length - VALUE_BYTES);
      var value = Bytes.owned(Arrays.copyOfRange(pool, from, from + VALUE_BYTES));
      buffer.rawByte(RecordKind.KVS.type());
      KvEntry.SHAPE.writePack(new KvEntry(0, key(i), 0, value, "", i, i), buffer);
      if (buffer.size() >= FLUSH_BYTES) {
        out.write(buffer.array(), 0, buffer.size());
        buffer.clear();
      }
    }
    out.write(buffer.array(), 0, buffer.size());
  }

  private static Bytes key(int number) {
    return Bytes.utf8("app/%03d/key%07d".formatted(number % 1_000, number));
  }

  private static Path archive(Path file) throws IOException {
    long size = ArchiveWriter.sizeOf(LargeSnapshotIT::writeState);
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      var meta = ArchiveMeta.of(KEYS, 1, 0, List.of(), 0, size);
      ArchiveWriter.write(meta, 0, LargeSnapshotIT::writeState, out);
    }
    return file;
  }

  @Test
  void aMillionKeysFitThroughAFixedHeapTwice() throws Exception {
    var file = archive(folder.resolve("big.snap"));
    var config = AgentConfig.server(folder, AgentPorts.free());
    try (var server = Program.launcher(HEAP_MAX).start(folder, config)) {
      server.awaitLeader();
      var snapshot = server.httpUri().resolve("/v1/snapshot");
      // The second time there is as much to replace.
      for (int round = 0; round < 2; round++) {
        assertThat(put(snapshot, file)).isEqualTo(200);
      }
      try (var in = snapshot.toURL().openStream()) {
        assertThat(keysIn(in)).isEqualTo(KEYS);
      }
    }
  }

  private static int put(URI target, Path file) throws IOException {
    var connection = (HttpURLConnection) target.toURL().openConnection();
    connection.setRequestMethod("PUT");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(Files.size(file));
    try (var out = connection.getOutputStream()) {
      Files.copy(file, out);
    }
    return connection.getResponseCode();
  }

  /** How many keys an archive has, their values as they were. */
  private static int keysIn(InputStream archive) throws Exception {
    var expected = new RecordSum();
    var count = new int[1];
    ArchiveReader.read(
        archive,
        Long.MAX_VALUE,
        state -> {
          var records = new RecordStream(state);
          records.header();
          while (records.next()) {
            if (records.type() == RecordKind.KVS.type()) {
              count[0]++;
              expected.add(records.value());
            }
          }
        });
    assertThat(expected.sum).isEqualTo(sumOfAll());
    return count[0];
  }

  private static long sumOfAll() throws Exception {
    var all = new RecordSum();
    // In pieces of whole records, as they are written.
    writeState(
        new OutputStream() {
          private boolean first = true;

          @Override
          public void write(int one) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void write(byte[] bytes, int start, int length) throws IOException {
            var records = new RecordStream(new ByteArrayInputStream(bytes, start, length));
            try {
              if (first) {
                records.header();
                first = false;
              }
              while (records.next()) {
                all.add(records.value());
              }
            } catch (DecodeException e) {
              throw new IOException(e);
            }
          }
        });
    return all.sum;
  }

  /** A sum over records in any order. */
  private static final class RecordSum {
    private long sum;

    void add(Bytes record) {
      sum += record.hashCode() * 0x9e3779b97f4a7c15L;
    }
  }
}
