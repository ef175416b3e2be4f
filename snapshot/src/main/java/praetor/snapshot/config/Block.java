package praetor.snapshot.config;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import praetor.client.GoBool;
import praetor.model.DecodeException;
import praetor.model.GoDuration;

/**
 * A block of settings as written: text, numbers, bools, lists and maps. What is asked for is known;
 * {@link #end} refuses the rest by name. Owned by one thread.
 */
final class Block {
  private final String name;
  private final Map<String, Object> values;
  private final Set<String> known = new TreeSet<>();

  private Block(String name, Map<String, Object> values) {
    this.name = name;
    this.values = values;
  }

  /**
   * A block, or a list of one, as HCL has it.
   *
   * @param name for messages
   */
  static Block of(String name, Object written) throws IOException {
    if (written instanceof List<?> list && list.size() == 1) {
      return of(name, list.getFirst());
    }
    if (!(written instanceof Map<?, ?> map)) {
      throw new IOException("\"" + name + "\" has to be an object");
    }
    var values = new LinkedHashMap<String, Object>();
    map.forEach((key, value) -> values.put(String.valueOf(key), value));
    return new Block(name, values);
  }

  static Block empty(String name) {
    return new Block(name, Map.of());
  }

  boolean nameEndsWith(String end) {
    return name.endsWith(end);
  }

  private String path(String key) {
    return name + "." + key;
  }

  private Optional<Object> at(String key) {
    known.add(key);
    return Optional.ofNullable(values.get(key));
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** A block inside; empty when it is not there. */
  Block block(String key) throws IOException {
    var found = at(key);
    return found.isEmpty() ? empty(path(key)) : of(path(key), found.get());
  }

  /** The blocks of a list; a lone one counts as a list of one. */
  List<Block> blocks(String key) throws IOException {
    List<Block> blocks = new ArrayList<>();
    var found = at(key);
    if (found.isPresent()) {
      for (var each : found.get() instanceof List<?> list ? list : List.of(found.get())) {
        blocks.add(of(path(key), each));
      }
    }
    return blocks;
  }

  /** A text; empty when it is not there or says nothing. */
  Optional<String> text(String key) throws IOException {
    var found = at(key);
    if (found.isPresent() && (found.get() instanceof Map || found.get() instanceof List)) {
      throw new IOException("\"" + path(key) + "\" has to be a text");
    }
    return found.map(String::valueOf).filter(text -> !text.isEmpty());
  }

  boolean bool(String key) throws IOException {
    var text = text(key);
    if (text.isEmpty()) {
      return false;
    }
    return GoBool.parse(text.get())
        .orElseThrow(() -> new IOException("\"" + path(key) + "\" has to be true or false"));
  }

  int count(String key, int initial) throws IOException {
    var text = text(key);
    if (text.isEmpty()) {
      return initial;
    }
    // Numbers of JSON files come as 30 or 30.0.
    if (!text.get().matches("[0-9]{1,9}(\\.0)?")) {
      throw new IOException("\"" + path(key) + "\" has to be a whole number from 0 on");
    }
    return Integer.parseInt(text.get().replace(".0", ""));
  }

  Duration duration(String key, Duration initial) throws IOException {
    var text = text(key);
    if (text.isEmpty()) {
      return initial;
    }
    try {
      var duration = GoDuration.parse(text.get());
      if (duration.isNegative()) {
        throw new IOException("\"" + path(key) + "\" must not be negative");
      }
      return duration;
    } catch (DecodeException unreadable) {
      throw new IOException("\"" + path(key) + "\": " + unreadable.getMessage(), unreadable);
    }
  }

  /** Texts by name. */
  Map<String, String> texts(String key) throws IOException {
    var block = block(key);
    var texts = new LinkedHashMap<String, String>();
    for (var each : block.values.keySet()) {
      texts.put(each, block.text(each).orElse(""));
    }
    return texts;
  }

  /** Refuses what nobody has asked for. */
  void end() throws IOException {
    var unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IOException("invalid config key " + path(unknown.first()));
    }
  }
}
