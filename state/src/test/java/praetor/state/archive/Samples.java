package praetor.state.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Archives of Consul, and such as nobody writes. */
final class Samples {
  private Samples() {}

  /** An archive beside the tests of the state store. */
  static byte[] archive(String name) throws IOException {
    try (var in = Samples.class.getResourceAsStream("/praetor/state/" + name)) {
      if (in == null) {
        throw new IOException("no test resource " + name);
      }
      return in.readAllBytes();
    }
  }

  static byte[] gunzip(byte[] bytes) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  /** The files of an archive by name, in their order. */
  static Map<String, byte[]> files(byte[] archive) throws Exception {
    var tar = gunzip(archive);
    Map<String, byte[]> files = new LinkedHashMap<>();
    int at = 0;
    while (tar[at] != 0) {
      var block = new byte[TarHeader.BLOCK_BYTES];
      System.arraycopy(tar, at, block, 0, block.length);
      var header = TarHeader.decode(block);
      var content = new byte[(int) header.size()];
      at += block.length;
      System.arraycopy(tar, at, content, 0, content.length);
      at += content.length + TarHeader.padding(content.length);
      files.put(header.name(), content);
    }
    return files;
  }

  /** An archive with these files, two blocks of zeros and some more at its end. */
  static byte[] archive(Map<String, byte[]> files, int moreZeros) throws IOException {
    var tar = new ByteArrayOutputStream();
    for (var file : files.entrySet()) {
      tar.write(TarHeader.encode(file.getKey(), file.getValue().length, 0));
      tar.write(file.getValue());
      tar.write(new byte[TarHeader.padding(file.getValue().length)]);
    }
    tar.write(new byte[2 * TarHeader.BLOCK_BYTES + moreZeros]);
    return gzip(tar.toByteArray());
  }

  static byte[] sums(Map<String, byte[]> files) {
    var lines = new StringBuilder();
    files.forEach(
        (name, content) ->
            lines
                .append(HexFormat.of().formatHex(Digests.sha256().digest(content)))
                .append("  ")
                .append(name)
                .append('\n'));
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
