package praetor.state.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.model.DecodeException;

/** Archives are read, or refused in the words of Consul 1.21.4. */
class ArchiveReaderTest {
  private static final long STATE_BYTES_MAX = 1 << 20;

  private static ArchiveMeta verified(byte[] archive) throws IOException, DecodeException {
    return ArchiveReader.verifyForRestore(new ByteArrayInputStream(archive), STATE_BYTES_MAX);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void refused(byte[] archive, String why) {
    assertThatThrownBy(() -> verified(archive)).isInstanceOf(DecodeException.class).hasMessage(why);
  }

  @ParameterizedTest
  @CsvSource({
    "snap110.tgz, 88, 88537",
    "snap121-rich.tgz, 105, 37909",
    "snap121-resources.tgz, 22, 7823",
    "snap121-kv.tgz, 37, 663512",
    "snap121-empty.tgz, 17, 5975",
  })
  void archivesOfConsulAreWhole(String name, long index, long size) throws Exception {
    var meta = verified(Samples.archive(name));
    assertThat(meta.version()).isEqualTo(1);
    assertThat(meta.index()).isEqualTo(index);
    assertThat(meta.term()).isEqualTo(2);
    assertThat(meta.size()).isEqualTo(size);
    assertThat(meta.configuration().servers()).hasSizeGreaterThan(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.tgz",
        "t_order.tgz",
        "t_min.tgz",
        "t_kvonly_minfields.tgz",
        "t_node.tgz",
        "t_bin.tgz"
      })
  void archivesOfOthersThatConsulTakesAreTaken(String name) throws Exception {
    assertThat(verified(Samples.archive(name)).version()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t_badsum.tgz | failed to read snapshot file: failed checking integrity of snapshot: list"
            + " missing hash for \"metb.json\"",
        "t_nosum.tgz | failed to read snapshot file: failed checking integrity of snapshot: file"
            + " missing for \"meta.json\"",
        "t_extra.tgz | failed to read snapshot file: unexpected file \"foo.txt\" in snapshot",
        "t_size.tgz | Raft error when restoring snapshot: failed to write snapshot, size didn't"
            + " match (168 != 5)",
        "t_ver2.tgz | Raft error when restoring snapshot: unsupported snapshot version 2",
      })
  void damagedArchivesAreRefusedAsConsulDoes(String name, String why) throws Exception {
    refused(Samples.archive(name), why);
  }

  @Test
  void whatIsNoGzipIsRefusedAsConsulDoes() {
    refused(new byte[0], "failed to decompress snapshot: EOF");
    refused(utf8("garbage"), "failed to decompress snapshot: unexpected EOF");
    refused(utf8("this is no archive"), "failed to decompress snapshot: gzip: invalid header");
  }

  @Test
  void aFlippedOrCutArchiveIsRefusedAsConsulDoes() throws Exception {
    var archive = Samples.archive("snap121-rich.tgz");
    refused(
        Arrays.copyOf(archive, 2_000),
        "failed to read snapshot file: failed to read or write snapshot data: unexpected EOF");
    var flipped = archive.clone();
    flipped[5_000] ^= 0x10;
    refused(
        flipped,
        "failed to read snapshot file: failed checking integrity of snapshot: hash check failed"
            + " for \"state.bin\"");
    var checksum = archive.clone();
    checksum[archive.length - 6] ^= 0x10;
    refused(checksum, "gzip: invalid checksum");
  }

  @Test
  void filesThatAreMissingOrWrongAreNamed() throws Exception {
    var whole = Samples.files(Samples.archive("snap121-rich.tgz"));
    var integrity = "failed to read snapshot file: failed checking integrity of snapshot: ";
    refused(Samples.archive(Map.of(), 0), integrity + "file missing for \"meta.json\"");
    refused(
        Samples.gzip(utf8("hello world".repeat(100))),
        "failed to read snapshot file: failed reading snapshot: archive/tar: invalid tar header");

    var noState = new LinkedHashMap<>(whole);
    noState.remove("state.bin");
    noState.put("SHA256SUMS", Samples.sums(Map.of("meta.json", whole.get("meta.json"))));
    refused(Samples.archive(noState, 0), integrity + "file missing for \"state.bin\"");

    var meta = utf8("{\"Version\":\"x\"");
    var badMeta = new LinkedHashMap<>(whole);
    badMeta.put("meta.json", meta);
    refused(
        Samples.archive(badMeta, 0),
        "failed to read snapshot file: failed to decode snapshot metadata:"
            + " unexpected end of JSON input");

    var unknownSum = new LinkedHashMap<>(whole);
    unknownSum.put(
        "SHA256SUMS",
        utf8(new String(whole.get("SHA256SUMS"), StandardCharsets.UTF_8) + "00  x\n"));
    refused(Samples.archive(unknownSum, 0), integrity + "list missing hash for \"x\"");
  }

  @Test
  void zerosBehindTheEndAreTakenAndNothingElse() throws Exception {
    var whole = Samples.files(Samples.archive("snap121-rich.tgz"));
    assertThat(verified(Samples.archive(whole, 8_192)).index()).isEqualTo(105);
    var tar = Samples.gunzip(Samples.archive(whole, 8_192));
    tar[tar.length - 1] = 1;
    refused(Samples.gzip(tar), "8192 unread uncompressed bytes remain");
  }

  @Test
  void aStateLargerThanAllowedIsRefusedBeforeItIsRead() throws Exception {
    var archive = Samples.archive("snap121-kv.tgz");
    assertThatThrownBy(() -> ArchiveReader.verify(new ByteArrayInputStream(archive), 1_000))
        .isInstanceOf(DecodeException.class)
        .hasMessage(
            "failed to read snapshot file: state.bin has 663512 bytes, more than the 1000 that are"
                + " taken");
  }

  @Test
  void zerosWithoutEndAreNotReadForEver() throws Exception {
    // A thousand times what it takes.
    var head = Samples.gunzip(Samples.archive("snap121-empty.tgz"));
    var bomb = new SequenceInputStream(new ByteArrayInputStream(head), new Zeros(200 << 20));
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      bomb.transferTo(out);
    }
    var in = new ByteArrayInputStream(gzip.toByteArray());
    assertThatThrownBy(() -> ArchiveReader.verify(in, STATE_BYTES_MAX))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("unread uncompressed bytes remain");
    assertThat(in.available()).isGreaterThan(60_000);
  }

  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long left) {
      this.left = left;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] into, int start, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      Arrays.fill(into, start, start + count, (byte) 0);
      left -= count;
      return count;
    }
  }

  @Test
  void aFailingStreamFailsAndIsNotTakenForADamagedArchive() {
    var failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk on fire");
          }
        };
    assertThatThrownBy(() -> ArchiveReader.verify(failing, STATE_BYTES_MAX))
        .isInstanceOf(IOException.class)
        .hasMessage("disk on fire");
  }

  @Test
  void whatAConsumerFindsWrongKeepsItsWords() throws Exception {
    var archive = new ByteArrayInputStream(Samples.archive("snap121-rich.tgz"));
    assertThatThrownBy(
            () ->
                ArchiveReader.read(
                    archive,
                    STATE_BYTES_MAX,
                    _ -> {
                      throw new DecodeException("not mine");
                    }))
        .isInstanceOf(DecodeException.class)
        .hasMessage("not mine");
  }

  @Test
  void anyBytesAreReadOrRefused() throws Exception {
    long seed = 20_261_121;
    var random = new Random(seed);
    var compressed = Samples.archive("snap121-rich.tgz");
    var tar = Samples.gunzip(compressed);
    int refused = 0;
    for (int i = 0; i < 1_500; i++) {
      boolean inside = random.nextBoolean();
      var bytes = inside ? tar.clone() : compressed.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        // Headers and ends more often than the long middle.
        int at = random.nextInt(3) == 0 ? random.nextInt(bytes.length) : random.nextInt(1_500);
        bytes[random.nextBoolean() ? at : bytes.length - 1 - at] = (byte) random.nextInt(256);
      }
      if (random.nextInt(3) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      try {
        verified(inside ? Samples.gzip(bytes) : bytes);
      } catch (DecodeException e) {
        refused++;
        assertThat(e.getMessage()).as("seed=%d step=%d", seed, i).isNotEmpty();
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  @Test
  void whatIsWrittenHasTheFormOfConsul() throws Exception {
    var source = Samples.archive("snap121-rich.tgz");
    var files = Samples.files(source);
    var meta = verified(source);
    var out = new ByteArrayOutputStream();
    ArchiveWriter.write(
        meta, 1_795_250_449_463L, state -> state.write(files.get("state.bin")), out);
    assertThat(verified(out.toByteArray())).isEqualTo(meta);
    // Byte for byte what Consul wrote, but for the compression.
    assertThat(Samples.gunzip(out.toByteArray())).isEqualTo(Samples.gunzip(source));
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      assertThat(gzip.readAllBytes().length % TarHeader.BLOCK_BYTES).isZero();
    }
  }

  @Test
  void metaDataDescribesTheServers() {
    var servers =
        List.of(
            new ArchiveMeta.Server(0, "id-1", "127.3.5.1:8300"),
            new ArchiveMeta.Server(1, "id-2", "127.3.5.2:8300"));
    var meta = ArchiveMeta.of(105, 2, 1_795_250_449_463L, servers, 1, 37_909);
    assertThat(new String(ArchiveMeta.SHAPE.toJson(meta), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"Version\":1,\"ID\":\"2-105-1795250449463\",\"Index\":105,\"Term\":2,"
                + "\"Peers\":\"ka4xMjcuMy41LjE6ODMwMA==\",\"Configuration\":{\"Servers\":["
                + "{\"Suffrage\":0,\"ID\":\"id-1\",\"Address\":\"127.3.5.1:8300\"},"
                + "{\"Suffrage\":1,\"ID\":\"id-2\",\"Address\":\"127.3.5.2:8300\"}]},"
                + "\"ConfigurationIndex\":1,\"Size\":37909}");
  }
}
