package praetor.registrator.backend;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import praetor.client.ConsulClient;
import praetor.client.JsonView;
import praetor.client.Request;
import praetor.model.Bytes;
import praetor.model.codec.JsonWriter;

/**
 * Keys of an etcd through the HTTP gateway of its API, version 3. With a TTL all keys have one
 * lease, which {@link #refresh} keeps alive.
 *
 * <p>Source: etcd documentation 3.4, "Why gRPC gateway": keys and values are in Base64.
 */
final class EtcdKeys implements KeyStore {
  private final ConsulClient client;
  private final Optional<Duration> ttl;
  // Guarded by this.
  private Optional<String> lease = Optional.empty();

  EtcdKeys(ConsulClient client, Optional<Duration> ttl) {
    this.client = client;
    this.ttl = ttl;
  }

  @Override
  public Optional<String> connect() throws IOException {
    var status = post("/v3/maintenance/status", JsonWriter.compact().beginObject().endObject());
    return Optional.of("etcd: version " + status.text("version"));
  }

  @Override
  public Map<String, String> list(String prefix) throws IOException {
    var body = JsonWriter.compact().beginObject();
    body.name("key").value(base64(prefix)).name("range_end").value(endOf(prefix)).endObject();
    var found = new LinkedHashMap<String, String>();
    for (var pair : post("/v3/kv/range", body).field("kvs").elements()) {
      found.put(text(pair.text("key")), text(pair.text("value")));
    }
    return found;
  }

  @Override
  public void put(String key, String text) throws IOException {
    var body = JsonWriter.compact().beginObject();
    body.name("key").value(base64(key)).name("value").value(base64(text));
    var id = lease();
    if (id.isPresent()) {
      body.name("lease").value(id.get());
    }
    post("/v3/kv/put", body.endObject());
  }

  @Override
  public void delete(String key) throws IOException {
    var body = JsonWriter.compact().beginObject().name("key").value(base64(key)).endObject();
    post("/v3/kv/deleterange", body);
  }

  private synchronized Optional<String> lease() throws IOException {
    if (ttl.isPresent() && lease.isEmpty()) {
      var body = JsonWriter.compact().beginObject();
      body.name("TTL").value(ttl.get().toSeconds()).endObject();
      lease = Optional.of(post("/v3/lease/grant", body).text("ID"));
    }
    return lease;
  }

  /** A lease that has expired, with its keys, is asked for anew with the next key. */
  @Override
  public synchronized void refresh() throws IOException {
    if (lease.isPresent()) {
      var body = JsonWriter.compact().beginObject().name("ID").value(lease.get()).endObject();
      var left = post("/v3/lease/keepalive", body).field("result").text("TTL");
      if (left.isEmpty() || left.equals("0")) {
        lease = Optional.empty();
      }
    }
  }

  private JsonView post(String path, JsonWriter body) throws IOException {
    return client.callOk(Request.of("POST", path).with(Request.Body.json(body.toText()))).json();
  }

  /** The first key behind all that begin with a prefix, which ends with a slash. */
  private static String endOf(String prefix) {
    var bytes = Bytes.utf8(prefix).array().clone();
    bytes[bytes.length - 1]++;
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(Bytes.utf8(text).array());
  }

  private static String text(String base64) {
    return Bytes.owned(Base64.getDecoder().decode(base64)).utf8();
  }

  @Override
  public void close() {
    // Each call has a connection of its own; keys with a lease expire.
  }
}
