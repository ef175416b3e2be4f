package praetor.testkit.vectors.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a command left behind.
 *
 * @param exitCode 0 to 255, from 129 where a signal ended it
 */
record CommandResult(int exitCode, String stdout, String stderr) {

  static CommandResult of(int exitCode, byte[] stdout, byte[] stderr) {
    return new CommandResult(exitCode, text(stdout), text(stderr));
  }

  /** UTF-8, with {@code \xNN} for bytes that are none and plain newlines. */
  static String text(byte[] bytes) {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length);
    var text = new StringBuilder();
    while (true) {
      var result = decoder.decode(in, out, true);
      text.append(out.flip());
      out.clear();
      if (result.isUnderflow()) {
        return text.toString().replace("\r\n", "\n");
      }
      for (int i = 0; i < result.length(); i++) {
        text.append("\\x%02x".formatted(in.get() & 0xFF));
      }
    }
  }
}
