package praetor.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;

/**
 * As much of S3 as a command needs: objects are put whole, opened and listed, by path. That our
 * requests are right is tested against another S3 in the module {@code snapshot-s3proxy}.
 */
final class MemoryS3 implements AutoCloseable {
  private final HttpServer server;
  private final SortedMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private volatile boolean failing;

  private MemoryS3(HttpServer server) {
    this.server = server;
  }

  static MemoryS3 start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var s3 = new MemoryS3(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", s3::answer);
    server.start();
    return s3;
  }

  /** What a program needs to be let in; nothing is verified here. */
  static Map<String, String> credentials() {
    return Map.of(
        "AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret", "AWS_REGION", "us-east-1");
  }

  /** A location in a bucket. */
  String location(String path) {
    return "s3://" + path + "?endpoint=http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on every request is refused. */
  void fail() {
    failing = true;
  }

  /** Bytes by bucket and key. */
  SortedMap<String, byte[]> objects() {
    return new TreeMap<>(objects);
  }

  void put(String path, byte[] bytes) {
    objects.put(path, bytes);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath().substring(1);
      var body = exchange.getRequestBody().readAllBytes();
      if (failing) {
        send(exchange, 403, error("AccessDenied"));
      } else if (exchange.getRequestMethod().equals("PUT")) {
        var encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        objects.put(path, "aws-chunked".equals(encoding) ? unchunked(body) : body);
        send(exchange, 200, new byte[0]);
      } else if (path.indexOf('/') < 0 || path.endsWith("/")) {
        send(exchange, 200, list(path, exchange.getRequestURI().getQuery()));
      } else if (objects.containsKey(path)) {
        send(exchange, 200, objects.get(path));
      } else {
        send(exchange, 404, error("NoSuchKey"));
      }
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] error(String code) {
    return ("<Error><Code>" + code + "</Code><Message>no</Message></Error>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] list(String bucket, String query) {
    var prefix =
        Arrays.stream(query.split("&"))
            .filter(pair -> pair.startsWith("prefix="))
            .map(pair -> pair.substring("prefix=".length()))
            .findFirst()
            .orElse("");
    var text = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
    var start = (bucket.endsWith("/") ? bucket : bucket + "/") + prefix;
    objects.forEach(
        (path, bytes) -> {
          if (path.startsWith(start)) {
            text.append("<Contents><Key>").append(path.substring(path.indexOf('/') + 1));
            text.append("</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><Size>");
            text.append(bytes.length).append("</Size></Contents>");
          }
        });
    return text.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Source: AWS's documentation of {@code aws-chunked}: {@code SIZE[;…]\r\nBYTES\r\n}. */
  private static byte[] unchunked(byte[] body) {
    var out = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int end = at;
      while (body[end] != '\r') {
        end++;
      }
      var head = new String(body, at, end - at, StandardCharsets.US_ASCII);
      int size = Integer.parseInt(head.split(";", -1)[0], 16);
      if (size == 0) {
        return out.toByteArray();
      }
      out.write(body, end + 2, size);
      at = end + 2 + size + 2;
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
