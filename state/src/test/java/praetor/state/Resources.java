package praetor.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Files beside the tests. */
final class Resources {
  private Resources() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(String name) throws IOException {
    try (var in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no test resource " + name);
      }
      return in.readAllBytes();
    }
  }

  /** The state.bin of a snapshot archive: a gzip of a tar of 512-byte blocks. */
  static byte[] stateBin(String archive) throws IOException {
    byte[] tar;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes(archive)))) {
      tar = in.readAllBytes();
    }
    int at = 0;
    while (tar[at] != 0) {
      var name = string(tar, at, 100);
      int size = Integer.parseInt(string(tar, at + 124, 12).trim(), 8);
      if (name.equals("state.bin")) {
        return Arrays.copyOfRange(tar, at + 512, at + 512 + size);
      }
      at += 512 + (size + 511) / 512 * 512;
    }
    throw new IOException("no state.bin in " + archive);
  }

  private static String string(byte[] tar, int at, int length) {
    return new String(tar, at, length, StandardCharsets.US_ASCII).replaceAll("\0.*", "");
  }
}
