package praetor.agent.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The configuration keys that exist, read from {@code keys.txt}: the one place to add another. */
final class KeyTable {

  /** What a key's value may be. */
  enum Type {
    STRING,
    BOOL,
    INT,
    UINT,
    UINT32,
    FLOAT,
    DURATION,
    ADDRESS,
    STRINGS,
    TEXTS,
    TEXTLISTS,
    DURATIONS,
    OBJECT,
    OBJECTS,
    BLOCKS,
    FREE,
    FREES,
    ANY
  }

  /**
   * A row of the table.
   *
   * @param children path under which the keys of this block are listed
   * @param now the key that replaces this one
   * @param enterprise read, but it has no effect and a warning says so
   * @param later read, but it has no effect in this version
   */
  record Key(Type type, String children, Optional<String> now, boolean enterprise, boolean later) {}

  static final KeyTable INSTANCE = read();

  private final Map<String, Key> keys = new HashMap<>();

  private KeyTable() {}

  /** The key of that name in a block, letters in any case. */
  Optional<Map.Entry<String, Key>> find(String block, String name) {
    var path = join(block, name.toLowerCase(Locale.ROOT));
    return Optional.ofNullable(keys.get(path)).map(key -> Map.entry(path, key));
  }

  Map<String, Key> all() {
    return Map.copyOf(keys);
  }

  static String join(String block, String name) {
    return block.isEmpty() ? name : block + "." + name;
  }

  private static KeyTable read() {
    var table = new KeyTable();
    try (var in = Objects.requireNonNull(KeyTable.class.getResourceAsStream("keys.txt"));
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).forEach(table::add);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the table of configuration keys is damaged", unreadable);
    }
    return table;
  }

  private void add(String line) {
    var words = line.trim().split(" +", -1);
    var children = words[0];
    var now = Optional.<String>empty();
    boolean enterprise = false;
    boolean later = false;
    for (int i = 2; i < words.length; i++) {
      switch (words[i]) {
        case "like" -> children = words[++i];
        case "now" -> now = Optional.of(words[++i]);
        case "enterprise" -> enterprise = true;
        case "later" -> later = true;
        default -> throw new IllegalStateException("keys.txt: " + line);
      }
    }
    var type = Type.valueOf(words[1].toUpperCase(Locale.ROOT));
    keys.put(words[0], new Key(type, children, now, enterprise, later));
  }
}
