package praetor.registrator.backend;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import praetor.registrator.rules.Registered;
import praetor.registrator.rules.ServiceEntry;

/** Services as keys {@code PREFIX/NAME/ID} whose texts are {@code ADDRESS:PORT}. */
final class KeyBackend implements RegistryBackend {
  private final KeyStore keys;
  private final String prefix;
  // Where each service was seen or written, to find its key by its id.
  private final Map<String, String> keyOf = new ConcurrentHashMap<>();

  /**
   * @param prefix empty, or with a slash behind it
   */
  KeyBackend(KeyStore keys, String prefix) {
    this.keys = keys;
    this.prefix = prefix;
  }

  @Override
  public Optional<String> connect() throws IOException {
    return keys.connect();
  }

  @Override
  public Optional<String> nodeAddress() {
    return Optional.empty();
  }

  @Override
  public boolean knowsNode() {
    return false;
  }

  @Override
  public Map<String, Registered> services() throws IOException {
    var services = new LinkedHashMap<String, Registered>();
    keys.list(prefix)
        .forEach(
            (key, text) ->
                read(key.substring(prefix.length()), text)
                    .ifPresent(
                        service -> {
                          services.put(service.id(), service);
                          keyOf.put(service.id(), key);
                        }));
    return services;
  }

  /** What is no entry of a registrator is none of our business. */
  private static Optional<Registered> read(String nameAndId, String text) {
    int slash = nameAndId.indexOf('/');
    int colon = text.lastIndexOf(':');
    if (slash <= 0 || colon < 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    var name = nameAndId.substring(0, slash);
    var id = nameAndId.substring(slash + 1);
    return Optional.of(Registered.place(id, name, text.substring(0, colon), port));
  }

  @Override
  public Registered shape(ServiceEntry service) {
    return Registered.place(
        service.id(), service.name(), bracketed(service.address()), service.port());
  }

  @Override
  public void register(ServiceEntry service) throws IOException {
    var key = prefix + service.name() + "/" + service.id();
    var before = Optional.ofNullable(keyOf.put(service.id(), key));
    if (before.isPresent() && !before.get().equals(key)) {
      keys.delete(before.get());
    }
    keys.put(key, bracketed(service.address()) + ":" + service.port());
  }

  private static String bracketed(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  @Override
  public void tellHealth(ServiceEntry service) {
    // Keys have no checks.
  }

  @Override
  public void deregister(String id) throws IOException {
    var key = Optional.ofNullable(keyOf.remove(id));
    if (key.isPresent()) {
      keys.delete(key.get());
    }
  }

  @Override
  public void refresh() throws IOException {
    keys.refresh();
  }

  @Override
  public void close() throws IOException {
    keys.close();
  }
}
