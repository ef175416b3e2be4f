package praetor.agent.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A block of settings as written: text, {@link Long}, {@link Double}, {@link Boolean}, lists and
 * maps of these.
 */
public record Settings(Map<String, Object> values) {

  public static final Settings EMPTY = new Settings(Map.of());

  public Settings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The value of a dotted path, such as {@code dns_config.soa.min_ttl}. */
  public Optional<Object> at(String path) {
    Object here = values;
    for (String name : path.split("\\.", -1)) {
      here = here instanceof Map<?, ?> map ? map.get(name) : null;
      if (here == null) {
        return Optional.empty();
      }
    }
    return Optional.of(here);
  }

  public Optional<String> text(String path) {
    return at(path).map(Object::toString);
  }

  /** The block at a path; empty when there is none. */
  @SuppressWarnings("unchecked")
  public Settings block(String path) {
    return at(path)
        .filter(Map.class::isInstance)
        .map(map -> new Settings((Map<String, Object>) map))
        .orElse(EMPTY);
  }

  /** The block of a name that may hold dots. */
  @SuppressWarnings("unchecked")
  Settings blockNamed(String name) {
    return values.get(name) instanceof Map<?, ?> map
        ? new Settings((Map<String, Object>) map)
        : EMPTY;
  }

  /** The elements of a list; empty when there is none. */
  public List<Object> list(String path) {
    return at(path)
        .filter(List.class::isInstance)
        .map(l -> List.<Object>copyOf((List<?>) l))
        .orElse(List.of());
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }
}
