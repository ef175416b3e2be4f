package praetor.snapshot.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.model.DecodeException;
import praetor.state.archive.ArchiveMeta;
import praetor.state.archive.ArchiveReader;
import praetor.state.archive.ArchiveWriter;
import praetor.state.archive.RecordKind;
import praetor.state.archive.RecordStream;

class DrillIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snap110",
        "snap121-rich",
        "snap121-empty",
        "snap121-resources",
        "snap121-kv",
        "java"
      })
  void goodArchivesOfConsulPass(String name) throws IOException {
    var archive = archive(name);
    var passed = Drill.run(archive, Optional.empty());
    assertThat(passed.inventory().count()).isPositive();
    assertThat(passed.dropped()).isEmpty();
    assertThat(Drill.run(archive, Optional.of(passed.inventory())).inventory())
        .isEqualTo(passed.inventory());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t_trunc",
        "t_badsum",
        "t_size",
        "t_ver2",
        "t_nosum",
        "snap121-bad-check",
        "snap121-bad-flags"
      })
  void badArchivesFail(String name) throws IOException {
    var archive = archive(name);
    assertThatThrownBy(() -> Drill.run(archive, Optional.empty()))
        .isInstanceOf(DrillException.class);
  }

  @Test
  void everyFlippedByteIsFoundOrHarmless() throws IOException {
    var good = Files.readAllBytes(archive("snap121-kv"));
    var expected = Drill.run(archive("snap121-kv"), Optional.empty());
    // The first bytes are gzip's own: time and system, which say nothing.
    for (int at = 10; at < good.length; at += 37) {
      var bytes = good.clone();
      bytes[at] ^= 0x10;
      var file = Files.write(folder.resolve("flipped"), bytes);
      try {
        assertThat(Drill.run(file, Optional.empty()).inventory()).isEqualTo(expected.inventory());
      } catch (IOException found) {
        assertThat(found).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void aTableThatVanishedWithoutAChangeOfItsIndexIsFound() throws Exception {
    var good = archive("snap121-rich");
    var before = Drill.run(good, Optional.empty());
    for (var kind : List.of(RecordKind.ACL_AUTH_METHOD, RecordKind.KVS, RecordKind.CONFIG_ENTRY)) {
      var without = without(good, kind.type());
      assertThatThrownBy(() -> Drill.run(without, Optional.of(before.inventory())))
          .hasMessageContaining(kind.consulName() + ": 0 records, but");
    }
  }

  @Test
  void aRecordThatWillNotBeRestoredIsFound() {
    // Two records of a key: a store keeps the last one.
    assertThatThrownBy(() -> Drill.run(twice(archive("snap121-kv")), Optional.empty()))
        .hasMessageContaining("KVS:")
        .hasMessageContaining("in the file");
  }

  /** The same archive without the records of a type. */
  private Path without(Path archive, int type) throws IOException, DecodeException {
    return copy(
        archive,
        (records, out) -> {
          if (records.type() != type) {
            out.write(records.record().array());
          }
        });
  }

  private Path twice(Path archive) throws IOException, DecodeException {
    return copy(
        archive,
        (records, out) -> {
          out.write(records.record().array());
          if (records.type() == RecordKind.KVS.type()) {
            out.write(records.record().array());
          }
        });
  }

  private interface Copying {
    void copy(RecordStream records, ByteArrayOutputStream out) throws IOException;
  }

  private Path copy(Path archive, Copying copying) throws IOException, DecodeException {
    var state = new ByteArrayOutputStream();
    ArchiveMeta meta;
    try (var in = Files.newInputStream(archive)) {
      meta =
          ArchiveReader.read(
              in,
              Long.MAX_VALUE,
              stream -> {
                var records = new RecordStream(stream);
                var header = new praetor.model.codec.PackWriter();
                RecordStream.Header.SHAPE.writePack(records.header(), header);
                state.write(header.toBytes());
                while (records.next()) {
                  copying.copy(records, state);
                }
              });
    }
    var file = folder.resolve("copy-" + state.size() + ".snap");
    var described = ArchiveMeta.of(meta.index(), meta.term(), 1, List.of(), 1, state.size());
    try (var out = Files.newOutputStream(file)) {
      ArchiveWriter.write(described, 1, to -> to.write(state.toByteArray()), out);
    }
    return file;
  }

  private Path archive(String name) throws IOException {
    var file = folder.resolve(name + ".snap");
    try (var in = Objects.requireNonNull(DrillIT.class.getResourceAsStream(name + ".tgz"))) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }
}
