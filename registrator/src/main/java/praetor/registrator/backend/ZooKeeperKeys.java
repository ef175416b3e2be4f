package praetor.registrator.backend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keys as paths of a ZooKeeper: {@code /prefix/NAME/ID}. Each call has a session of its own, which
 * is cheap for as few as a host's containers need, and leaves nothing to keep alive.
 */
final class ZooKeeperKeys implements KeyStore {
  private final String host;
  private final int port;

  ZooKeeperKeys(String host, int port) {
    this.host = host;
    this.port = port;
  }

  @Override
  public Optional<String> connect() throws IOException {
    try (var session = open()) {
      session.children("/");
      return Optional.of("zookeeper: connected to " + host + ":" + port);
    }
  }

  @Override
  public Map<String, String> list(String prefix) throws IOException {
    var found = new LinkedHashMap<String, String>();
    try (var session = open()) {
      var root = prefix.equals("/") ? "" : prefix.substring(0, prefix.length() - 1);
      for (var name : session.children(root.isEmpty() ? "/" : root)) {
        for (var id : session.children(root + "/" + name)) {
          var path = root + "/" + name + "/" + id;
          var text = session.data(path);
          text.ifPresent(t -> found.put(path, t));
        }
      }
    }
    return found;
  }

  @Override
  public void put(String key, String text) throws IOException {
    try (var session = open()) {
      for (var parent : parents(key)) {
        session.create(parent, "");
      }
      if (!session.create(key, text)) {
        session.set(key, text);
      }
    }
  }

  private static Iterable<String> parents(String key) {
    var parents = new ArrayList<String>();
    for (int slash = key.indexOf('/', 1); slash > 0; slash = key.indexOf('/', slash + 1)) {
      parents.add(key.substring(0, slash));
    }
    return parents;
  }

  /** Removes the name's node, too, when nothing is left below it. */
  @Override
  public void delete(String key) throws IOException {
    try (var session = open()) {
      session.delete(key);
      session.delete(key.substring(0, key.lastIndexOf('/')));
    }
  }

  private ZooKeeperSession open() throws IOException {
    return ZooKeeperSession.open(host, port);
  }

  @Override
  public void refresh() {
    // Nodes do not expire.
  }

  @Override
  public void close() {
    // Each call has a session of its own.
  }
}
