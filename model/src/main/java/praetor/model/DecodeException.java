package praetor.model;

import java.util.Objects;

/** Input that cannot be read. The only exception that leaves a codec, whatever the bytes. */
public final class DecodeException extends Exception {
  private static final long serialVersionUID = 1;

  public DecodeException(String message) {
    super(message);
  }

  public DecodeException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
