package praetor.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import praetor.http.CommonHeaders;
import praetor.http.Headers;
import praetor.http.Response;

class HeadEncoderTest {
  private final HeadEncoder encoder = new HeadEncoder();

  private String encode(
      Response response,
      boolean http10,
      HeadEncoder.Framing framing,
      long length,
      HeadEncoder.After after) {
    encoder.date(784_111_777);
    encoder.encode(response, http10, framing, length, after);
    var buffer = Unpooled.buffer();
    encoder.writeTo(buffer);
    return buffer.toString(StandardCharsets.UTF_8);
  }

  private String encode(Response response) {
    return encode(
        response, false, HeadEncoder.Framing.LENGTH, 1_234_567_890_123L, HeadEncoder.After.KEEP);
  }

  @Test
  void writesStatusHeadersDateAndLength() {
    assertThat(encode(Response.json(new byte[0]).header("X-Consul-Index", "7")))
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Consul-Index: 7\r\n"
                + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 1234567890123\r\n\r\n");
  }

  @Test
  void ownHeaderTakesThePlaceOfTheCommonOne() {
    var common = new CommonHeaders(Headers.of("Vary", "Accept-Encoding", "X-A", "1"));
    assertThat(encode(Response.empty(404).common(common).header("vary", "*")))
        .contains("X-A: 1\r\nvary: *\r\n")
        .doesNotContain("Accept-Encoding");
  }

  @Test
  void valueCannotBreakOutOfItsLine() {
    assertThat(encode(Response.empty(200).header("X", "a\r\nB: c"))).contains("X: a  B: c\r\n");
    assertThat(encode(Response.empty(200).header("X", "ž\r\nB: c"))).contains("X: ž  B: c\r\n");
  }

  @Test
  void handlersDoNotDecideAboutFraming() {
    assertThat(encode(Response.empty(200).headers("Content-Length", "9", "Transfer-Encoding", "x")))
        .doesNotContain("Content-Length: 9")
        .doesNotContain("Transfer-Encoding");
  }

  @Test
  void saysWhatBecomesOfTheConnection() {
    var response = Response.empty(413);
    assertThat(encode(response, true, HeadEncoder.Framing.CLOSE, 0, HeadEncoder.After.KEEP_SAID))
        .startsWith("HTTP/1.0 413 Request Entity Too Large\r\n")
        .endsWith("Connection: keep-alive\r\n\r\n");
    assertThat(
            encode(response, false, HeadEncoder.Framing.CHUNKED, 0, HeadEncoder.After.CLOSE_SAID))
        .contains("Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
  }
}
