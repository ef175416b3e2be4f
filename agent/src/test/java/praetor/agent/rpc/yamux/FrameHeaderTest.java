package praetor.agent.rpc.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import praetor.agent.rpc.Recorded;
import praetor.model.DecodeException;
import praetor.testkit.RandomTest;
import tools.jackson.databind.JsonNode;

class FrameHeaderTest {
  @TestFactory
  Stream<DynamicTest> readsAndRewritesEveryRecordedFrame() {
    return Recorded.entries("yamux/rpc-yamux.json")
        .filter(entry -> entry.path("decoded").has("type"))
        .map(entry -> DynamicTest.dynamicTest(entry.path("name").asString(), () -> frame(entry)));
  }

  private static void frame(JsonNode entry) throws DecodeException {
    var bytes = Recorded.bytes(entry, "hex");
    var decoded = entry.path("decoded");
    var header = FrameHeader.decode(bytes);
    assertThat(header.type().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .isEqualTo(decoded.path("type").asString());
    assertThat(header.flags()).isEqualTo(flags(decoded.path("flags")));
    assertThat(header.stream()).isEqualTo(decoded.path("stream").asInt());
    assertThat(header.length()).isEqualTo(decoded.path("length").asLong());
    assertThat(header.encode()).isEqualTo(Arrays.copyOf(bytes, FrameHeader.BYTES));
    if (header.type() == FrameHeader.Type.DATA) {
      assertThat(bytes).hasSize(FrameHeader.BYTES + (int) header.length());
    }
  }

  private static int flags(JsonNode flags) {
    return flags.isArray()
        ? flags.valueStream().mapToInt(flag -> flag(flag.asString())).sum()
        : flags.asInt();
  }

  private static int flag(String name) {
    return switch (name) {
      case "SYN" -> FrameHeader.SYN;
      case "ACK" -> FrameHeader.ACK;
      case "FIN" -> FrameHeader.FIN;
      default -> FrameHeader.RST;
    };
  }

  @Test
  void whateverIsNoFrameIsRefused() {
    assertThatThrownBy(() -> FrameHeader.decode(new byte[11])).isInstanceOf(DecodeException.class);
    var version = new byte[FrameHeader.BYTES];
    version[0] = 1;
    assertThatThrownBy(() -> FrameHeader.decode(version))
        .hasMessage("yamux: Invalid protocol version: 1");
    var type = new byte[FrameHeader.BYTES];
    type[1] = 4;
    assertThatThrownBy(() -> FrameHeader.decode(type)).hasMessage("yamux: Invalid message type: 4");
  }

  @Test
  void everyHeaderComesBack() {
    RandomTest.of(2_000)
        .check(
            random -> {
              var header =
                  new FrameHeader(
                      FrameHeader.Type.values()[random.nextInt(4)],
                      random.nextInt(1 << 16),
                      random.nextInt(),
                      random.nextLong(1L << 32));
              assertThat(decode(header.encode())).isEqualTo(header);
            });
  }

  private static FrameHeader decode(byte[] bytes) {
    try {
      return FrameHeader.decode(bytes);
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }
}
