package praetor.model.filter;

import java.util.List;
import praetor.model.codec.Shape;

/**
 * An expression that tells which rows an answer keeps: {@code Service.Meta.version == "2" and "web"
 * in Service.Tags}.
 *
 * <p>Selectors are the JSON names of the rows' fields, with case. Through a list of records a
 * selector means any of them. Safe for any thread.
 */
public final class Filter<T> {
  private final Test test;

  private Filter(Test test) {
    this.test = test;
  }

  /** Reads an expression for rows of a shape; an empty one is refused, as a missing one is none. */
  public static <T> Filter<T> parse(String expression, Shape<T> shape) throws FilterException {
    return new Filter<>(Binder.bind(ExpressionParser.parse(expression), shape.form()));
  }

  public boolean matches(T row) {
    return test.matches(row);
  }

  /** The rows that match, in their order. */
  public List<T> keep(List<T> rows) {
    return rows.stream().filter(this::matches).toList();
  }
}
