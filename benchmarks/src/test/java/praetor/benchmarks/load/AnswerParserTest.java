package praetor.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AnswerParserTest {

  /** Answers and their statuses. */
  private static final Map<String, Integer> ANSWERS =
      Map.of(
          "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX: y\r\n\r\ntrue",
          200,
          "HTTP/1.1 404 Not Found\r\nX: " + "z".repeat(3_000) + "\r\ncontent-length: 0\r\n\r\n",
          404,
          "HTTP/1.1 201 C\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\nabc\r\n0\r\n\r\n",
          201,
          "HTTP/1.1 500 X\r\nA: b\r\nContent-Length: 12\r\n\r\nhello\r\n\r\nabc",
          500);

  @Test
  void everyAnswerIsFoundHoweverItsBytesArrive() {
    long seed = System.nanoTime();
    System.out.println("seed=" + seed);
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var answers = random.ints(3, 0, ANSWERS.size()).mapToObj(n -> answer(n)).toList();
      assertThat(statuses(String.join("", answers), random))
          .isEqualTo(answers.stream().map(ANSWERS::get).toList());
    }
  }

  @Test
  void bodiesAreCounted() {
    var parser = new AnswerParser();
    var bytes = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue".getBytes(US_ASCII);
    assertThat(parser.feed(ByteBuffer.wrap(bytes))).isTrue();
    assertThat(parser.bodyBytes()).isEqualTo(4);
  }

  private static String answer(int number) {
    return ANSWERS.keySet().stream().sorted().toList().get(number);
  }

  /** Feeds a parser with pieces of random length. */
  private static List<Integer> statuses(String text, RandomGenerator random) {
    var parser = new AnswerParser();
    var statuses = new ArrayList<Integer>();
    var bytes = text.getBytes(US_ASCII);
    for (int at = 0; at < bytes.length; ) {
      int size = Math.min(bytes.length - at, random.nextInt(1, random.nextBoolean() ? 8 : 4_000));
      var piece = ByteBuffer.wrap(bytes, at, size);
      while (piece.hasRemaining()) {
        if (parser.feed(piece)) {
          statuses.add(parser.status());
        }
      }
      at += size;
    }
    return statuses;
  }
}
