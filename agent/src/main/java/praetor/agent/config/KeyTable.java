package praetor.agent.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

  private final Map<String, Key> keys = new LinkedHashMap<>();

  private KeyTable() {}

  /** The key of that name in a block, letters in any case. */
  Optional<Map.Entry<String, Key>> find(String block, String name) {
    var path = join(block, name.toLowerCase(Locale.ROOT));
    return Optional.ofNullable(keys.get(path)).map(key -> Map.entry(path, key));
  }

  /** Every key by its path, in the order of the file, which is that of paths. */
  Map<String, Key> all() {
    return Collections.unmodifiableMap(keys);
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
    var words = words(line);
    var children = words.getFirst();
    var now = Optional.<String>empty();
    boolean enterprise = false;
    boolean later = false;
    for (int i = 2; i < words.size(); i++) {
      switch (words.get(i)) {
        case "like" -> children = words.get(++i);
        case "now" -> now = Optional.of(words.get(++i));
        case "enterprise" -> enterprise = true;
        case "later" -> later = true;
        default -> throw new IllegalStateException("keys.txt: " + line);
      }
    }
    var type = Type.valueOf(words.get(1).toUpperCase(Locale.ROOT));
    keys.put(words.getFirst(), new Key(type, children, now, enterprise, later));
  }

  /** By hand: at a start a regular expression over all lines takes 10 ms. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>(4);
    var rest = line;
    for (int end = rest.indexOf(' '); end > 0; end = rest.indexOf(' ')) {
      words.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    words.add(rest);
    return words;
  }
}
