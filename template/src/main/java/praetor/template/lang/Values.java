package praetor.template.lang;

/** Makes values; those that come often are there once. */
public final class Values {
  public static final Value NIL = new Value.Nil();
  public static final Value TRUE = new Value.Bool(true);
  public static final Value FALSE = new Value.Bool(false);
  public static final Value EMPTY = new Value.Text("");

  private Values() {}

  public static Value bool(boolean flag) {
    return flag ? TRUE : FALSE;
  }

  public static Value text(String text) {
    return text.isEmpty() ? EMPTY : new Value.Text(text);
  }

  /** An int. */
  public static Value integer(long number) {
    return new Value.Int(number, Value.IntKind.INT);
  }

  public static Value int64(long number) {
    return new Value.Int(number, Value.IntKind.INT64);
  }
}
