package praetor.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes come, the server answers something proper or closes, says nothing in its log, and
 * serves the next client.
 */
class FuzzIT {
  private static final int ROUNDS = 1_500;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");

  private static final String[] PARTS = {
    "GET ",
    "PUT ",
    "HEAD ",
    "DELETE ",
    "OPTIONS ",
    "/v1/kv/a",
    "/v1/kv/",
    "//",
    "/..",
    "%2f",
    "%zz",
    "?index=1",
    "?a;b",
    " HTTP/1.1",
    " HTTP/1.0",
    " HTTP/9.9",
    "\r\n",
    "\n",
    "\r",
    "\r\n\r\n",
    " ",
    "\t",
    "Host: x\r\n",
    "Host:\r\n",
    "Content-Length: 3\r\n",
    "Content-Length: 99999999999\r\n",
    "Content-Length: 0\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding: x\r\n",
    "Connection: close\r\n",
    "Connection: keep-alive\r\n",
    "Expect: 100-continue\r\n",
    "Upgrade: h2c\r\n",
    "3\r\nabc\r\n",
    "0\r\n\r\n",
    "ffffffff\r\n",
    ":",
    ",",
    "\0",
    "\u00ff",
    "PRI * "
  };

  @Test
  void randomBytesAreAnsweredProperlyOrCutOff() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed=" + seed);
    var random = new Random(seed);
    try (var complaints = new Servers.Complaints();
        var server = new HttpServer(HttpOptions.defaults(), DemoApi.router())) {
      var address = Servers.listen(server);
      for (int round = 0; round < ROUNDS; round++) {
        var bytes = random.nextInt(3) == 0 ? mutated(random) : assembled(random);
        var answer = ask(address, bytes, random);
        assertThat(isProper(answer)).as("seed=%d round=%d: %s", seed, round, answer).isTrue();
      }
      try (var client = RawClient.to(address)) {
        assertThat(client.get("/v1/status/leader").status()).isEqualTo(200);
      }
      await().until(() -> server.connections() == 0);
      assertThat(complaints.texts()).as("seed=%d", seed).isEmpty();
    }
  }

  /** Sends in a few pieces, ends the sending, and reads until the server closes: it must. */
  private static String ask(InetSocketAddress address, byte[] bytes, Random random)
      throws IOException {
    try (var client = RawClient.to(address)) {
      int cut = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
      try {
        client.send(Arrays.copyOf(bytes, cut));
        client.send(Arrays.copyOfRange(bytes, cut, bytes.length));
        client.finishSending();
      } catch (IOException _) {
        // Closed already: what it said is read below.
      }
      return new String(client.readAll(), StandardCharsets.ISO_8859_1);
    }
  }

  private static boolean isProper(String answer) {
    if (answer.isEmpty()) {
      return true;
    }
    var status = STATUS.matcher(answer);
    return status.lookingAt() && Integer.parseInt(status.group(1)) < 506;
  }

  private static byte[] assembled(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(25); i >= 0; i--) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] mutated(Random random) {
    var request =
        RawClient.head("PUT", "/v1/kv/a?flags=1", "Content-Length: 5", "X-Consul-Token: t")
            + "\r\nhello"
            + RawClient.head("GET", "/v1/kv/a?raw")
            + "\r\n";
    var bytes = request.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = random.nextInt(6); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
