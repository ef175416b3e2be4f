package praetor.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import praetor.model.Bytes;

/** Calls below {@code /v1/kv}. */
public final class Kv {

  private final ConsulClient client;

  Kv(ConsulClient client) {
    this.client = client;
  }

  public Optional<KvPair> get(String key, Query query) throws IOException {
    return read(Request.get(path(key)).with(query)).stream().findFirst();
  }

  public List<KvPair> list(String prefix, Query query) throws IOException {
    return read(Request.get(path(prefix)).with(query).with("recurse", ""));
  }

  private List<KvPair> read(Request request) throws IOException {
    var response = found(request);
    return response.isEmpty() ? List.of() : KvPair.list(response.get().json());
  }

  /** Keys below a prefix, cut after the first separator when that is not empty. */
  public List<String> keys(String prefix, String separator, Query query) throws IOException {
    var request = Request.get(path(prefix)).with(query).with("keys", "");
    var response = found(separator.isEmpty() ? request : request.with("separator", separator));
    return response.isEmpty() ? List.of() : response.get().json().texts();
  }

  /** The answer, or nothing when it is 404. */
  private Optional<Response> found(Request request) throws IOException {
    var response = client.call(request);
    if (response.status() == 404) {
      return Optional.empty();
    }
    if (response.status() != 200) {
      throw StatusException.of(response);
    }
    return Optional.of(response);
  }

  /**
   * Writes a value.
   *
   * @param query conditions such as {@code cas}, {@code acquire}, and {@code flags}
   * @return whether the condition held
   */
  public boolean put(String key, Bytes value, Query query) throws IOException {
    if (key.startsWith("/")) {
      throw new ClientException("Invalid key. Key must not begin with a '/': " + key);
    }
    var body = new Request.Body("application/octet-stream", value);
    return isTrue(Request.of("PUT", "/v1/kv/" + key).with(query).with(body));
  }

  /** Deletes a key, or with {@code recurse} all below it; tells whether the condition held. */
  public boolean delete(String key, Query query) throws IOException {
    return isTrue(Request.of("DELETE", path(key)).with(query));
  }

  private boolean isTrue(Request request) throws IOException {
    return client.callOk(request).text().contains("true");
  }

  private static String path(String key) {
    return "/v1/kv/" + (key.startsWith("/") ? key.substring(1) : key);
  }
}
