package praetor.snapshot.azure;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.Clock;
import praetor.snapshot.storage.Content;
import praetor.snapshot.storage.Location;
import praetor.snapshot.storage.MissingObjectException;
import praetor.snapshot.storage.ObjectNames;
import praetor.snapshot.storage.Reasons;
import praetor.snapshot.storage.SnapshotStore;
import praetor.snapshot.storage.StoredObject;

/**
 * Block blobs of a container. An object is sent as blocks, which nobody sees until their list is
 * committed: then it is there as a whole.
 *
 * <p>Source: Azure's documentation, operations Put Block, Put Block List, List Blobs, Get Blob,
 * Delete Blob.
 */
final class AzureStore implements SnapshotStore {
  private static final int BLOCK_BYTES = 4 << 20;
  private static final String VERSION = "2021-08-06";
  private static final int TRIES = 4;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

  private final Location location;
  private final URI endpoint;
  private final SharedKey key;
  private final Clock clock;
  private final String container;
  private final String prefix;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  AzureStore(Location location, URI endpoint, SharedKey key, Clock clock) {
    this.location = location;
    this.endpoint = endpoint;
    this.key = key;
    this.clock = clock;
    int slash = location.path().indexOf('/');
    container = slash < 0 ? location.path() : location.path().substring(0, slash);
    prefix = slash < 0 ? "" : location.path().substring(slash + 1) + "/";
  }

  @Override
  public String description() {
    return "Azure Blob Storage -> Account Name: \"%s\" Container Name: \"%s\""
        .formatted(location.authority(), container);
  }

  @Override
  public List<StoredObject> list() throws IOException {
    List<StoredObject> found = new ArrayList<>();
    var marker = Optional.of("");
    while (marker.isPresent()) {
      var query = new LinkedHashMap<String, String>();
      query.put("restype", "container");
      query.put("comp", "list");
      query.put("delimiter", "/");
      query.put("prefix", prefix);
      if (!marker.get().isEmpty()) {
        query.put("marker", marker.get());
      }
      var answer = call("list", "GET", uri("", query), new byte[0], Map.of());
      var page = BlobList.parse(answer.body().readAllBytes(), prefix);
      found.addAll(page.objects());
      marker = page.next();
    }
    found.sort(Comparator.comparing(StoredObject::name));
    return found;
  }

  @Override
  public void put(String name, Content content) throws IOException {
    ObjectNames.check(name);
    var ids = new ArrayList<String>();
    try (var in = content.open()) {
      for (var block = in.readNBytes(BLOCK_BYTES);
          block.length > 0;
          block = in.readNBytes(BLOCK_BYTES)) {
        var id =
            Base64.getEncoder()
                .encodeToString("%08d".formatted(ids.size()).getBytes(StandardCharsets.US_ASCII));
        ids.add(id);
        var query = Map.of("comp", "block", "blockid", id);
        call("upload", "PUT", uri(name, query), block, Map.of()).body().close();
      }
    }
    var list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
    ids.forEach(id -> list.append("<Latest>").append(id).append("</Latest>"));
    var body = list.append("</BlockList>").toString().getBytes(StandardCharsets.UTF_8);
    call(
            "upload",
            "PUT",
            uri(name, Map.of("comp", "blocklist")),
            body,
            Map.of("x-ms-meta-sha256", content.sha256Hex()))
        .body()
        .close();
  }

  @Override
  public InputStream open(String name) throws IOException {
    ObjectNames.check(name);
    return call("download", "GET", uri(name, Map.of()), new byte[0], Map.of()).body();
  }

  @Override
  public void delete(String name) throws IOException {
    ObjectNames.check(name);
    try {
      call("delete", "DELETE", uri(name, Map.of()), new byte[0], Map.of()).body().close();
    } catch (MissingObjectException gone) {
      // As it should be.
      return;
    }
  }

  private URI uri(String name, Map<String, String> query) {
    var text = new StringBuilder(endpoint.toString()).append('/').append(container);
    if (!name.isEmpty()) {
      text.append('/').append(encoded(prefix + name).replace("%2F", "/"));
    }
    char sign = '?';
    for (var each : query.entrySet()) {
      text.append(sign).append(each.getKey()).append('=').append(encoded(each.getValue()));
      sign = '&';
    }
    return URI.create(text.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Sends a request until it is answered for good, a few times at most. */
  private HttpResponse<InputStream> call(
      String what, String method, URI uri, byte[] body, Map<String, String> headers)
      throws IOException {
    var reason = "";
    for (int tries = 1; tries <= TRIES; tries++) {
      try {
        var answer = send(method, uri, body, headers);
        if (answer.statusCode() / 100 == 2) {
          return answer;
        }
        reason = reason(answer);
        if (answer.statusCode() == 404 && reason.contains("BlobNotFound")) {
          throw new MissingObjectException(uri.getPath(), location.toString());
        }
        boolean passing = answer.statusCode() >= 500 || answer.statusCode() == 429;
        if (!passing) {
          throw failed(what, tries, reason);
        }
      } catch (HttpFailure failure) {
        reason = Reasons.of(failure);
      }
      pause(tries);
    }
    throw failed(what, TRIES, reason);
  }

  /** No answer came. */
  private static final class HttpFailure extends IOException {
    @Serial private static final long serialVersionUID = 1;

    HttpFailure(IOException cause) {
      super(Reasons.of(cause), cause);
    }
  }

  private HttpResponse<InputStream> send(
      String method, URI uri, byte[] body, Map<String, String> headers) throws IOException {
    var all = new LinkedHashMap<>(headers);
    all.put("x-ms-date", DATE.format(clock.now().atOffset(ZoneOffset.UTC)));
    all.put("x-ms-version", VERSION);
    BodyPublisher content =
        method.equals("PUT") ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody();
    var request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).method(method, content);
    all.forEach(request::header);
    request.header("Authorization", key.authorization(method, uri, body.length, all));
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException failure) {
      throw new HttpFailure(failure);
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", cut);
    }
  }

  private static String reason(HttpResponse<InputStream> answer) throws IOException {
    var code = answer.headers().firstValue("x-ms-error-code").orElse("");
    answer.body().close();
    return (answer.statusCode() + " " + code).strip();
  }

  private IOException failed(String what, int tries, String reason) {
    return new IOException(
        "%s at %s failed after %d tries: %s".formatted(what, location, tries, reason));
  }

  private static void pause(int tries) throws IOException {
    try {
      Thread.sleep(PAUSE.multipliedBy(1L << tries));
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", cut);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
