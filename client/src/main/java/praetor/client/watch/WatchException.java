package praetor.client.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A watch that cannot be: the message says why, as Consul does. */
public final class WatchException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Map<String, Object> rest;

  WatchException(String message, Map<String, Object> rest) {
    super(message);
    this.rest = new LinkedHashMap<>(rest);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** The parameters that had not been read yet: Consul shows them. */
  public Map<String, Object> rest() {
    return new LinkedHashMap<>(rest);
  }
}
