package praetor.cli.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarGzTest {

  @TempDir Path folder;

  @Test
  void anArchiveHoldsTheFolderItsFilesAndTwoEmptyBlocks() throws Exception {
    var top = Files.createDirectory(folder.resolve("d"));
    Files.writeString(top.resolve("a.json"), "{}");
    var archive = folder.resolve("d.tar.gz");
    TarGz.pack(top, archive);
    byte[] tar;
    try (var in = new GZIPInputStream(Files.newInputStream(archive))) {
      tar = in.readAllBytes();
    }
    assertThat(tar).hasSize(5 * 512);
    assertThat(text(tar, 0, 3)).isEqualTo("d/\0");
    assertThat(text(tar, 512, 9)).isEqualTo("d/a.json\0");
    assertThat(text(tar, 512 + 124, 11)).isEqualTo("00000000002");
    assertThat(text(tar, 1_024, 3)).isEqualTo("{}\0");
    assertThat(checksum(tar, 512)).isEqualTo(Integer.parseInt(text(tar, 512 + 148, 6), 8));
  }

  private static String text(byte[] tar, int at, int length) {
    return new String(tar, at, length, StandardCharsets.UTF_8);
  }

  /** The sum of a header whose own field counts as blanks. */
  private static int checksum(byte[] tar, int at) {
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? ' ' : tar[at + i] & 0xff;
    }
    return sum;
  }
}
