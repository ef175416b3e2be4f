package praetor.agent.rpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import praetor.agent.rpc.Recorded;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;
import praetor.testkit.RandomTest;
import tools.jackson.databind.JsonNode;

class ValueScannerTest {
  private static final List<byte[]> MESSAGES =
      Recorded.entries("call/rpc-calls.json")
          .flatMap(e -> Stream.of(e.path("request_hex"), e.path("response_hex")))
          .map(hex -> java.util.HexFormat.of().parseHex(hex.asString()))
          .toList();

  @TestFactory
  Stream<DynamicTest> headersOfRecordedCallsAreReadAndRewritten() {
    return Recorded.entries("call/rpc-calls.json")
        .map(entry -> DynamicTest.dynamicTest(entry.path("name").asString(), () -> call(entry)));
  }

  private static void call(JsonNode entry) throws DecodeException {
    var request = Recorded.bytes(entry, "request_hex");
    int bodyAt = end(request, 0);
    var header = RequestHeader.SHAPE.readPack(new PackReader(request));
    assertThat(header.method()).isEqualTo(entry.path("method").asString());
    assertThat(RequestHeader.SHAPE.toPack(header)).isEqualTo(Arrays.copyOf(request, bodyAt));
    assertThat(end(request, bodyAt)).isEqualTo(request.length);

    var response = Recorded.bytes(entry, "response_hex");
    int replyAt = end(response, 0);
    var answer = ResponseHeader.SHAPE.readPack(new PackReader(response));
    assertThat(answer.sequence()).isEqualTo(header.sequence());
    assertThat(ResponseHeader.SHAPE.toPack(answer)).isEqualTo(Arrays.copyOf(response, replyAt));
    assertThat(end(response, replyAt)).isEqualTo(response.length);
    if (!answer.error().isEmpty()) {
      assertThat(response).endsWith(0x80).hasSize(replyAt + 1);
    }
  }

  private static int end(byte[] bytes, int from) throws DecodeException {
    var scanner = new ValueScanner();
    int end = scanner.scan(bytes, from, bytes.length);
    assertThat(scanner.isComplete()).isTrue();
    return end;
  }

  @Test
  void aValueThatArrivesInPiecesEndsAtTheSamePlace() {
    RandomTest.of(2_000)
        .check(
            random -> {
              var bytes = MESSAGES.get(random.nextInt(MESSAGES.size()));
              assertThat(inPieces(bytes, random)).isEqualTo(whole(bytes));
            });
  }

  private static int whole(byte[] bytes) {
    try {
      return end(bytes, 0);
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  private static int inPieces(byte[] bytes, RandomGenerator random) {
    var scanner = new ValueScanner();
    int at = 0;
    try {
      while (!scanner.isComplete()) {
        int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
        int end = scanner.scan(bytes, at, to);
        assertThat(scanner.isComplete() || end == to).isTrue();
        at = end;
      }
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
    return at;
  }

  @Test
  void whateverComesIsTheSameValueAsForTheReaderOrRefused() {
    RandomTest.of(20_000)
        .check(
            random -> {
              var bytes = MESSAGES.get(random.nextInt(MESSAGES.size())).clone();
              for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
              }
              compare(bytes);
            });
  }

  private static void compare(byte[] bytes) {
    var in = java.nio.ByteBuffer.wrap(bytes);
    var scanner = new ValueScanner();
    try {
      int end = scanner.scan(bytes, 0, bytes.length);
      if (scanner.isComplete()) {
        new PackReader(in).skip();
        assertThat(in.position()).isEqualTo(end);
      } else {
        assertThatThrownBy(() -> new PackReader(in).skip()).isInstanceOf(DecodeException.class);
      }
    } catch (DecodeException e) {
      assertThatThrownBy(() -> new PackReader(java.nio.ByteBuffer.wrap(bytes)).skip())
          .isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void nestingHasALimit() {
    var nested = new byte[1_000];
    Arrays.fill(nested, (byte) 0x91);
    assertThatThrownBy(() -> new ValueScanner().scan(nested, 0, nested.length))
        .isInstanceOf(DecodeException.class)
        .hasMessage("MessagePack nested too deeply");
  }
}
