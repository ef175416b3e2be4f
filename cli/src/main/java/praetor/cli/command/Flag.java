package praetor.cli.command;

/**
 * A declared flag and, after parsing, its value.
 *
 * @param <T> type of the value
 */
public final class Flag<T> {

  /** Reads a text into the next value; a repeatable flag adds to the value before. */
  @FunctionalInterface
  interface Reader<T> {
    /** Throws a text that says why not. */
    T read(T before, String text) throws FlagException;
  }

  private final String name;
  private final String type;
  private final String help;
  private final Reader<T> reader;
  private T value;
  private boolean given;

  Flag(String name, String type, String help, T initial, Reader<T> reader) {
    this.name = name;
    this.type = type;
    this.help = help;
    this.reader = reader;
    value = initial;
  }

  public String name() {
    return name;
  }

  /**
   * {@code bool}, {@code string}, {@code int}, {@code uint}, {@code duration}, {@code key=value}.
   */
  public String type() {
    return type;
  }

  String help() {
    return help;
  }

  public T value() {
    return value;
  }

  /** Whether the command line has it. */
  public boolean given() {
    return given;
  }

  boolean isBool() {
    return type.equals("bool");
  }

  void set(String text) throws FlagException {
    try {
      value = reader.read(value, text);
      given = true;
    } catch (FlagException refused) {
      throw new FlagException(
          isBool()
              ? "invalid boolean value \"%s\" for -%s: %s"
                  .formatted(text, name, refused.getMessage())
              : "invalid value \"%s\" for flag -%s: %s"
                  .formatted(text, name, refused.getMessage()));
    }
  }
}
