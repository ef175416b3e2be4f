package praetor.template.lang;

import java.util.Objects;

/** A template cannot be read or run; the message is Go's, with line and column. */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1;

  public TemplateException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
