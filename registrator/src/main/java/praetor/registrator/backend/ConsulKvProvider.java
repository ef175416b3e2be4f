package praetor.registrator.backend;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.model.Bytes;

/** The key/value store of Praetor or Consul at {@code consulkv://host:port/prefix}. */
public final class ConsulKvProvider implements RegistryProvider {
  @Override
  public List<String> schemes() {
    return List.of("consulkv", "consulkv-tls", "consulkv-unix");
  }

  /** A key lives until it is removed, whatever the TTL. */
  @Override
  public RegistryBackend open(
      RegistryUri uri, Optional<Duration> ttl, Map<String, String> environment) throws IOException {
    var prefix = uri.prefix().isEmpty() ? "" : uri.prefix() + "/";
    return new KeyBackend(new ConsulKeys(ConsulAccess.client(uri, environment)), prefix);
  }

  private record ConsulKeys(ConsulClient client) implements KeyStore {
    @Override
    public Optional<String> connect() throws IOException {
      return ConsulAccess.leader(client);
    }

    @Override
    public Map<String, String> list(String prefix) throws IOException {
      var found = new LinkedHashMap<String, String>();
      for (var pair : client.kv().list(prefix, Query.NONE)) {
        found.put(pair.key(), pair.value().utf8());
      }
      return found;
    }

    @Override
    public void put(String key, String text) throws IOException {
      client.kv().put(key, Bytes.utf8(text), Query.NONE);
    }

    @Override
    public void delete(String key) throws IOException {
      client.kv().delete(key, Query.NONE);
    }

    @Override
    public void refresh() {
      // Keys do not expire.
    }

    @Override
    public void close() {
      // Each call has a connection of its own.
    }
  }
}
