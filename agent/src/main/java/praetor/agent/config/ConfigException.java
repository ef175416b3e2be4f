package praetor.agent.config;

import java.util.Objects;

/** The configuration cannot be used; the message is what Consul's users know. */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1;

  public ConfigException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
