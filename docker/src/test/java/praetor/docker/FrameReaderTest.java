package praetor.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private static String read(byte[] stream) throws IOException {
    var out = new ByteArrayOutputStream();
    FrameReader.read(
        new ByteArrayInputStream(stream), (bytes, length) -> out.write(bytes, 0, length));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void outputAndErrorsComeAsOneInTheirOrder() throws Exception {
    byte[] stream = {1, 0, 0, 0, 0, 0, 0, 2, 'o', '\n', 2, 0, 0, 0, 0, 0, 0, 1, 'e'};
    assertThat(read(stream)).isEqualTo("o\ne");
  }

  @Test
  void anEmptyStreamIsNoOutput() throws Exception {
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void aFrameLargerThanTheBufferComesWhole() throws Exception {
    var stream = new byte[8 + 0x012345];
    stream[0] = 1;
    stream[5] = 0x01;
    stream[6] = 0x23;
    stream[7] = 0x45;
    assertThat(read(stream)).hasSize(0x012345);
  }

  @Test
  void aStreamThatEndsInsideAFrameIsAnError() {
    assertThatThrownBy(() -> read(new byte[] {1, 0, 0})).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> read(new byte[] {1, 0, 0, 0, 0, 0, 0, 9, 'x'}))
        .isInstanceOf(EOFException.class);
  }
}
