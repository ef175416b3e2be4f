package praetor.cli.debug;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes a folder of plain files as a compressed archive. Source: POSIX.1-1988 ustar. */
final class TarGz {

  private static final int BLOCK_BYTES = 512;
  private static final int CHECKSUM_AT = 148;
  private static final int FILE_MODE = 0644;
  private static final int FOLDER_MODE = 0755;

  private TarGz() {}

  /** Packs the files of a folder under the folder's own name. */
  static void pack(Path folder, Path archive) throws IOException {
    var top = String.valueOf(folder.getFileName());
    try (var out = new GZIPOutputStream(Files.newOutputStream(archive));
        var files = Files.list(folder)) {
      out.write(
          header(top + "/", '5', FOLDER_MODE, 0, Files.getLastModifiedTime(folder).toMillis()));
      for (var file : files.sorted().toList()) {
        file(out, top + "/" + file.getFileName(), file);
      }
      out.write(new byte[2 * BLOCK_BYTES]);
    }
  }

  private static void file(OutputStream out, String name, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    long modifiedMs = Files.getLastModifiedTime(file).toMillis();
    out.write(header(name, '0', FILE_MODE, content.length, modifiedMs));
    out.write(content);
    out.write(new byte[(BLOCK_BYTES - content.length % BLOCK_BYTES) % BLOCK_BYTES]);
  }

  private static byte[] header(String name, char type, int mode, long size, long modifiedMs) {
    byte[] header = new byte[BLOCK_BYTES];
    put(header, 0, name);
    put(header, 100, "%07o".formatted(mode));
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, "%011o".formatted(size));
    put(header, 136, "%011o".formatted(modifiedMs / 1_000));
    put(header, CHECKSUM_AT, " ".repeat(8));
    put(header, 156, String.valueOf(type));
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, CHECKSUM_AT, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
