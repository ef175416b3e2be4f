package praetor.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers about paths, methods and limits, as recorded from Consul, over a real socket. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class RecordedPathsIT {
  /** Headers that are part of the contract: one that is not recorded must be absent. */
  private static final List<String> CONTRACT =
      List.of(
          ("Age Allow Cache-Control Content-Disposition Content-Encoding Content-Security-Policy"
                  + " Content-Type Location Vary Www-Authenticate X-Cache X-Consul-Contenthash"
                  + " X-Consul-Default-Acl-Policy X-Consul-Effective-Consistency X-Consul-Index"
                  + " X-Consul-Knownleader X-Consul-Lastcontact X-Consul-Query-Backend"
                  + " X-Content-Type-Options")
              .split(" "));

  private static HttpServer server;
  private static InetSocketAddress address;

  /** One recorded exchange. */
  record Recorded(
      String name,
      String method,
      String path,
      List<String> headers,
      String body,
      int status,
      Map<String, String> expectedHeaders,
      String expectedBody) {
    @Override
    public String toString() {
      return name + ": " + method + " " + path;
    }
  }

  @BeforeAll
  static void start() throws IOException {
    server = new HttpServer(HttpOptions.defaults(), DemoApi.router());
    address =
        (InetSocketAddress)
            server.listen(new ListenAddress.Tcp(new InetSocketAddress("127.0.0.1", 0)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Recorded> recorded() throws IOException {
    try (var in = RecordedPathsIT.class.getResourceAsStream("recorded.txt")) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("\n\n")).filter(b -> b.contains("\n= ")).map(Recordings::parse);
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void answersAsRecorded(Recorded recorded) throws IOException {
    try (var client = RawClient.to(address)) {
      var body = recorded.body().getBytes(StandardCharsets.UTF_8);
      var head =
          new StringBuilder(RawClient.head(recorded.method(), recorded.path()))
              .append("Connection: close\r\nContent-Length: " + body.length + "\r\n");
      recorded.headers().forEach(header -> head.append(header).append("\r\n"));
      client.send(head + "\r\n").send(body);
      var answer = client.read(recorded.method());
      assertThat(answer.status()).isEqualTo(recorded.status());
      assertThat(contract(answer.headers()).entrySet())
          .zipSatisfy(
              recorded.expectedHeaders().entrySet(),
              (actual, expected) -> {
                assertThat(actual.getKey()).isEqualTo(expected.getKey());
                assertThat(actual.getValue()).matches(Recordings.pattern(expected.getValue()));
              });
      assertThat(answer.text()).matches(Recordings.pattern(recorded.expectedBody()));
    }
  }

  private static Map<String, String> contract(Map<String, String> headers) {
    var kept = new TreeMap<String, String>();
    CONTRACT.stream().filter(headers::containsKey).forEach(h -> kept.put(h, headers.get(h)));
    return kept;
  }

  /** Reads recorded.txt. */
  private static final class Recordings {
    private static final Pattern REPEAT = Pattern.compile("\\$\\{(\\w)\\*(\\d+)}");

    static Recorded parse(String block) {
      var lines = block.lines().filter(line -> !line.isEmpty()).toList();
      var comments = lines.stream().filter(line -> line.startsWith("# ")).toList();
      var rest = new ArrayList<>(lines.subList(comments.size(), lines.size()));
      var request = rest.removeFirst().split(" ", 2);
      var headers = new ArrayList<String>();
      while (!rest.getFirst().startsWith("= ") && !rest.getFirst().startsWith("> ")) {
        headers.add(rest.removeFirst());
      }
      var body = rest.getFirst().startsWith("> ") ? text(rest.removeFirst()) : "";
      int status = Integer.parseInt(rest.removeFirst().substring(2));
      var expected = new TreeMap<String, String>();
      while (!rest.isEmpty() && !rest.getFirst().startsWith("|")) {
        var header = rest.removeFirst().split(": ", 2);
        expected.put(header[0], header[1]);
      }
      var expectedBody = rest.isEmpty() ? "<any>" : text(rest.getFirst());
      return new Recorded(
          comments.getLast(),
          request[0],
          new String(request[1].getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
          headers,
          body,
          status,
          expected,
          expectedBody);
    }

    static Pattern pattern(String expected) {
      var quoted =
          Pattern.quote(expected)
              .replace("<index>", "\\E\\d+\\Q")
              .replace("<port>", "\\E\\d+\\Q")
              .replace("<any>", "\\E.*\\Q");
      return Pattern.compile(quoted, Pattern.DOTALL);
    }

    private static String text(String line) {
      var text = line.length() > 2 ? line.substring(2) : "";
      text = text.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\");
      return REPEAT.matcher(text).replaceAll(m -> m.group(1).repeat(Integer.parseInt(m.group(2))));
    }
  }
}
