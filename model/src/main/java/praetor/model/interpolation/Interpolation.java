package praetor.model.interpolation;

/** A text with expressions in it, read and ready to be evaluated. */
public final class Interpolation {
  private final Expression expression;

  private Interpolation(Expression expression) {
    this.expression = expression;
  }

  /**
   * Reads a text.
   *
   * @throws InterpolationException such as {@code parse error at 1:3: expected expression but found
   *     "}"}
   */
  public static Interpolation parse(String text) throws InterpolationException {
    return new Interpolation(Parser.parse(text));
  }

  /**
   * The text with its expressions replaced by their values.
   *
   * <p>Both sides of a choice and of a logical operator are evaluated, as Consul does.
   *
   * @throws InterpolationException such as {@code 1:3: unknown variable accessed: x}
   */
  public String evaluate(Scope scope) throws InterpolationException {
    new TypeCheck(scope).typeOf(expression);
    return new Evaluation(scope).valueOf(expression).asText();
  }
}
