package praetor.model.interpolation;

/** Text that cannot be read or evaluated; the message is as Consul shows it. */
public final class InterpolationException extends Exception {
  private static final long serialVersionUID = 1;

  InterpolationException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
