package praetor.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WholeBodyTest {
  private final List<byte[]> complete = new ArrayList<>();
  private final List<Long> tooLarge = new ArrayList<>();

  private WholeBody body(long maxBytes, long announced) {
    return new WholeBody(maxBytes, announced, complete::add, tooLarge::add);
  }

  @Test
  void gathersPiecesOfAnySize() {
    long seed = 4711;
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      var bytes = new byte[random.nextInt(5_000)];
      random.nextBytes(bytes);
      var body = body(5_000, random.nextBoolean() ? bytes.length : -1);
      for (int at = 0; at < bytes.length; ) {
        int size = Math.min(bytes.length - at, random.nextInt(900));
        body.accept(Unpooled.wrappedBuffer(bytes, at, size));
        at += size;
      }
      body.end();
      assertThat(complete.removeLast()).as("seed %d, round %d", seed, round).isEqualTo(bytes);
    }
    assertThat(tooLarge).isEmpty();
  }

  @Test
  void tellsOnceThatItBecameTooLarge() {
    var body = body(10, -1);
    body.accept(Unpooled.wrappedBuffer(new byte[8]));
    body.accept(Unpooled.wrappedBuffer(new byte[8]));
    body.accept(Unpooled.wrappedBuffer(new byte[8]));
    body.end();
    assertThat(tooLarge).containsExactly(16L);
    assertThat(complete).isEmpty();
  }

  @Test
  void exactlyTheLimitFits() {
    var body = body(10, 10);
    body.accept(Unpooled.wrappedBuffer(new byte[10]));
    body.end();
    assertThat(complete).hasSize(1);
  }
}
