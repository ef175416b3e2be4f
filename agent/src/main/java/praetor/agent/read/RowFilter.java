package praetor.agent.read;

import java.util.List;
import java.util.Optional;
import praetor.agent.RequestException;
import praetor.model.codec.Shape;
import praetor.model.filter.Filter;
import praetor.model.filter.FilterException;

/**
 * The {@code filter} parameter of a read, compared by its text. An expression that cannot be
 * understood is refused when rows are asked for: after datacenter and leader were found, as Consul
 * does it.
 */
public final class RowFilter<T> {
  private final String text;
  private final Shape<T> shape;
  private final Optional<Filter<T>> filter;
  private final Optional<String> error;

  private RowFilter(
      String text, Shape<T> shape, Optional<Filter<T>> filter, Optional<String> error) {
    this.text = text;
    this.shape = shape;
    this.filter = filter;
    this.error = error;
  }

  /**
   * Reads a filter.
   *
   * @param text empty keeps every row
   */
  public static <T> RowFilter<T> of(String text, Shape<T> shape) {
    if (text.isEmpty()) {
      return none(shape);
    }
    try {
      var filter = Filter.parse(text, shape);
      return new RowFilter<>(text, shape, Optional.of(filter), Optional.empty());
    } catch (FilterException e) {
      var error = Optional.of(String.valueOf(e.getMessage()));
      return new RowFilter<>(text, shape, Optional.empty(), error);
    }
  }

  /** Keeps every row. */
  public static <T> RowFilter<T> none(Shape<T> shape) {
    return new RowFilter<>("", shape, Optional.empty(), Optional.empty());
  }

  /** The expression; empty for none. */
  public String text() {
    return text;
  }

  /** Whether every row stays. */
  public boolean isNone() {
    return text.isEmpty();
  }

  /**
   * Checks the expression.
   *
   * @throws RequestException 500 with Consul's text when it cannot be understood
   */
  public void check() {
    if (error.isPresent()) {
      throw RequestException.failed(error.get());
    }
  }

  /** The rows that match: the same list when all do. */
  public List<T> keep(List<T> rows) {
    check();
    return filter.map(matching -> Rows.keep(rows, matching::matches)).orElse(rows);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowFilter<?> that && text.equals(that.text) && shape == that.shape;
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
