package praetor.client.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parameters of a watch, taken one after another: what is left at the end is unknown. Owned by who
 * reads a watch.
 *
 * <p>Source: texts of Consul 1.21.4.
 */
public final class Parameters {
  private final Map<String, Object> rest;

  Parameters(Map<String, ?> given) {
    this.rest = new LinkedHashMap<>(given);
  }

  /** Takes a text; empty when there is none. */
  public String text(String name) throws WatchException {
    return switch (single(name).orElse("")) {
      case String text -> taken(name, text);
      default -> throw fault("Expecting " + name + " to be a string");
    };
  }

  public boolean bool(String name) throws WatchException {
    return switch (single(name).orElse(false)) {
      case Boolean flag -> taken(name, flag);
      default -> throw fault("Expecting " + name + " to be a boolean");
    };
  }

  /** Takes a text or a list of texts. */
  public List<String> texts(String name) throws WatchException {
    var value = single(name).orElse(List.of());
    if (value instanceof String text) {
      return taken(name, List.of(text));
    }
    if (!(value instanceof List<?> list)) {
      throw fault("Expecting " + name + " to be a string or []string");
    }
    var texts = new ArrayList<String>();
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof String text)) {
        throw fault("Index " + i + " of " + name + " expected to be string");
      }
      texts.add(text);
    }
    return taken(name, texts);
  }

  /** Takes whatever is there. */
  public Optional<Object> any(String name) {
    return Optional.ofNullable(rest.remove(name));
  }

  /** Looks at whatever is there. */
  public Optional<Object> peek(String name) {
    return Optional.ofNullable(rest.get(name));
  }

  boolean isEmpty() {
    return rest.isEmpty();
  }

  List<String> names() {
    return List.copyOf(rest.keySet());
  }

  /** Why the watch cannot be, with what was not read yet. */
  public WatchException fault(String text) {
    return new WatchException(text, rest);
  }

  /** In HCL, a list of one stands for its element. Source: Consul 1.21.4. */
  private Optional<Object> single(String name) {
    Object value = rest.get(name);
    return Optional.ofNullable(
        value instanceof List<?> list && list.size() == 1 ? list.getFirst() : value);
  }

  private <T> T taken(String name, T value) {
    rest.remove(name);
    return value;
  }
}
