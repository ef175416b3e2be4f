package praetor.raft.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {

  @Test
  void readsWhatWasWritten() throws IOException {
    var message = BytesValue.of(ByteString.copyFrom(new byte[3 << 20]));
    var bytes = new ByteArrayOutputStream();
    new Frame.Outgoing(3, 77, message).writeTo(new DataOutputStream(bytes));
    var frame = Frame.readFrom(in(bytes.toByteArray()));
    assertThat(frame.kind()).isEqualTo(3);
    assertThat(frame.call()).isEqualTo(77);
    assertThat(BytesValue.parseFrom(frame.body())).isEqualTo(message);
  }

  @Test
  void garbageGivesADecodeExceptionOrTheEnd() {
    for (long seed = 1; seed <= 20_000; seed++) {
      var random = new Random(seed);
      var bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      var in = in(bytes);
      try {
        if (random.nextBoolean()) {
          Frame.readFrom(in);
        } else {
          Greeting.readFrom(in);
        }
      } catch (DecodeException | EOFException e) {
        assertThat(e).as("seed=%d", seed).isNotNull();
      } catch (IOException | RuntimeException e) {
        throw new AssertionError("seed=" + seed, e);
      }
    }
  }

  @Test
  void aGreetingNamesBothEnds() throws IOException {
    var greeting = new Greeting(Greeting.Purpose.SNAPSHOT, "a", "b");
    var bytes = new ByteArrayOutputStream();
    greeting.writeTo(new DataOutputStream(bytes));
    assertThat(Greeting.readFrom(in(bytes.toByteArray()))).isEqualTo(greeting);
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
