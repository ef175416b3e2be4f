package praetor.snapshot.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import praetor.model.Bytes;
import praetor.snapshot.storage.Content;
import praetor.snapshot.storage.MissingObjectException;
import praetor.snapshot.storage.SnapshotStore;
import praetor.snapshot.storage.StoredObject;
import praetor.snapshot.storage.Stores;

/** A blob storage of our own, which verifies signatures by the documentation's words. */
class AzureStoreIT {
  private static final String KEY =
      Base64.getEncoder().encodeToString("a key for tests".getBytes(StandardCharsets.UTF_8));

  private final Map<String, byte[]> blobs = new TreeMap<>();
  private final Map<String, Map<String, byte[]>> blocks = new HashMap<>();
  private final AtomicInteger failures = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void keepsListsOpensAndDeletesObjects() throws IOException {
    try (var store = open(KEY)) {
      assertThat(store.list()).isEmpty();
      store.put("b.snap", content("two"));
      store.put("a.snap", content("one"));
      assertThat(store.list()).extracting(StoredObject::name).containsExactly("a.snap", "b.snap");
      assertThat(store.list()).extracting(StoredObject::size).containsExactly(3L, 3L);
      try (var in = store.open("b.snap")) {
        assertThat(in.readAllBytes()).asString().isEqualTo("two");
      }
      store.delete("b.snap");
      store.delete("b.snap");
      assertThatThrownBy(() -> store.open("b.snap")).isInstanceOf(MissingObjectException.class);
    }
  }

  @Test
  void aLargeObjectGoesInBlocks() throws IOException {
    var bytes = Bytes.owned(new byte[9_000_000]);
    try (var store = open(KEY)) {
      store.put("large", Content.of(bytes));
      assertThat(blobs.get("prefix/large")).hasSize(9_000_000);
    }
  }

  @Test
  void aServerErrorIsTriedAgain() throws IOException {
    failures.set(2);
    try (var store = open(KEY)) {
      store.put("a", content("one"));
      assertThat(blobs).containsKey("prefix/a");
    }
  }

  @Test
  void aWrongKeyIsRefusedAndSaidSo() throws IOException {
    try (var store = open(Base64.getEncoder().encodeToString(new byte[8]))) {
      assertThatThrownBy(() -> store.put("a", content("one")))
          .hasMessageContaining("403 AuthenticationFailed");
    }
    assertThat(blobs).isEmpty();
  }

  private SnapshotStore open(String key) throws IOException {
    var endpoint = "http://127.0.0.1:" + server.getAddress().getPort() + "/account";
    return Stores.open(
        "azblob://account/container/prefix?endpoint=" + endpoint, Map.of("AZURE_STORAGE_KEY", key));
  }

  private static Content content(String text) {
    return Content.of(Bytes.utf8(text));
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        exchange.sendResponseHeaders(503, -1);
      } else if (!isSigned(exchange, body.length)) {
        refuse(exchange, 403, "AuthenticationFailed");
      } else {
        answer(exchange, body);
      }
    }
  }

  private void answer(HttpExchange exchange, byte[] body) throws IOException {
    var query = query(exchange.getRequestURI());
    var path = exchange.getRequestURI().getPath().substring("/account/container".length());
    var name = path.isEmpty() ? "" : path.substring(1);
    switch (exchange.getRequestMethod() + " " + query.getOrDefault("comp", "")) {
      case "GET list" -> send(exchange, list(query.get("prefix")));
      case "PUT block" -> {
        blocks.computeIfAbsent(name, _ -> new HashMap<>()).put(query.get("blockid"), body);
        exchange.sendResponseHeaders(201, -1);
      }
      case "PUT blocklist" -> {
        blobs.put(name, joined(name, new String(body, StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(201, -1);
      }
      case "GET " -> {
        var blob = Optional.ofNullable(blobs.get(name));
        if (blob.isPresent()) {
          send(exchange, blob.get());
        } else {
          refuse(exchange, 404, "BlobNotFound");
        }
      }
      case "DELETE " -> {
        if (blobs.remove(name) == null) {
          refuse(exchange, 404, "BlobNotFound");
        } else {
          exchange.sendResponseHeaders(202, -1);
        }
      }
      default -> refuse(exchange, 400, "InvalidInput");
    }
  }

  private byte[] joined(String name, String list) throws IOException {
    var out = new ByteArrayOutputStream();
    var matcher = Pattern.compile("<Latest>(.*?)</Latest>").matcher(list);
    while (matcher.find()) {
      out.write(blocks.get(name).get(matcher.group(1)));
    }
    return out.toByteArray();
  }

  private byte[] list(String prefix) {
    List<String> names = new ArrayList<>(blobs.keySet());
    names.removeIf(name -> !name.startsWith(prefix));
    var xml = new StringBuilder("\uFEFF<?xml version=\"1.0\"?><EnumerationResults><Blobs>");
    for (var name : names) {
      xml.append("<Blob><Name>")
          .append(name)
          .append("</Name><Properties><Last-Modified>")
          .append("Sun, 01 Mar 2026 10:00:00 GMT</Last-Modified><Content-Length>")
          .append(blobs.get(name).length)
          .append("</Content-Length></Properties></Blob>");
    }
    return xml.append("</Blobs><NextMarker/></EnumerationResults>")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
    exchange.getResponseHeaders().add("x-ms-error-code", code);
    exchange.sendResponseHeaders(status, -1);
  }

  private static Map<String, String> query(URI uri) {
    var query = new TreeMap<String, String>();
    if (uri.getQuery() != null) {
      for (var pair : uri.getQuery().split("&", -1)) {
        query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
      }
    }
    return query;
  }

  /**
   * Source: "Authorize with Shared Key": the string to sign has twelve lines before its headers.
   */
  private static boolean isSigned(HttpExchange exchange, int length) {
    var lines = new ArrayList<String>();
    lines.add(exchange.getRequestMethod());
    for (var header : List.of("Content-Encoding", "Content-Language")) {
      lines.add(header(exchange, header));
    }
    lines.add(length == 0 ? "" : Integer.toString(length));
    for (var header :
        List.of(
            "Content-MD5",
            "Content-Type",
            "Date",
            "If-Modified-Since",
            "If-Match",
            "If-None-Match",
            "If-Unmodified-Since",
            "Range")) {
      lines.add(header(exchange, header));
    }
    var own = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (name.toLowerCase(Locale.ROOT).startsWith("x-ms-")) {
                own.put(name.toLowerCase(Locale.ROOT), values.getFirst());
              }
            });
    own.forEach((name, value) -> lines.add(name + ":" + value));
    lines.add("/account" + exchange.getRequestURI().getRawPath());
    query(exchange.getRequestURI()).forEach((name, value) -> lines.add(name + ":" + value));
    return header(exchange, "Authorization")
        .equals("SharedKey account:" + hmac(String.join("\n", lines)));
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  private static String hmac(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException never) {
      throw new IllegalStateException(never);
    }
  }
}
