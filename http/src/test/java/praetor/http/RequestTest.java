package praetor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestTest {
  private static Request request(String target) {
    return Request.of(
        "PUT",
        RequestTarget.parse("PUT", target).orElseThrow(),
        HttpVersion.HTTP_1_1,
        Headers.EMPTY,
        new InetSocketAddress("127.0.0.1", 4711),
        false);
  }

  @Test
  void pathAfterAPrefixIsTextOrBytes() {
    var key = request("/v1/kv/n/%C5%BElu%C5%A5%2Fx");
    assertThat(key.pathAfter("/v1/kv/")).isEqualTo("n/žluť/x");
    assertThat(request("/v1/kv/%ff").pathBytesAfter("/v1/kv/")).containsExactly(0xff);
    assertThat(request("/v1/kv/%ff").pathAfter("/v1/kv/")).isEqualTo("\ufffd");
  }

  @Test
  void bodyCanBeReadAsAStreamToo() throws IOException {
    var request = request("/a?b=1").withBody("hello".getBytes(StandardCharsets.UTF_8));
    assertThat(request.body()).hasSize(5);
    assertThat(request.bodyStream().readAllBytes()).asString().isEqualTo("hello");
    assertThat(request.query().get("b")).isEqualTo("1");
    assertThat(request.has("c")).isFalse();
  }

  @Test
  void unixSocketHasNoIp() {
    assertThat(request("/").remoteIp()).isPresent();
    var local =
        Request.of(
            "GET",
            RequestTarget.parse("GET", "/").orElseThrow(),
            HttpVersion.HTTP_1_1,
            Headers.EMPTY,
            UnixDomainSocketAddress.of(""),
            false);
    assertThat(local.remoteIp()).isEmpty();
  }
}
