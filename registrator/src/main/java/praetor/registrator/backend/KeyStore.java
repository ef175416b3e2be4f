package praetor.registrator.backend;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A store of keys and texts that services can be written to. Safe for any thread. */
interface KeyStore extends AutoCloseable {
  /** Sees whether it is there; a line for the log. */
  Optional<String> connect() throws IOException;

  /** All keys that begin with a prefix, and their texts. */
  Map<String, String> list(String prefix) throws IOException;

  void put(String key, String text) throws IOException;

  /** Removes a key; one that is not there is no failure. */
  void delete(String key) throws IOException;

  /** Keeps alive what would expire. */
  void refresh() throws IOException;

  @Override
  void close() throws IOException;
}
