package praetor.model.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.codec.Form;
import praetor.model.codec.GoStrings;
import praetor.model.codec.Shape;
import praetor.model.filter.Expression.Match;

/**
 * Looks the selectors of an expression up in the form of the rows, from left to right: the first
 * that does not suit is the error.
 */
final class Binder {
  private Binder() {}

  static Test bind(Expression expression, Form row) throws FilterException {
    return switch (expression) {
      case Expression.And(var all) -> {
        var tests = bindAll(all, row);
        yield value -> tests.stream().allMatch(test -> test.matches(value));
      }
      case Expression.Or(var any) -> {
        var tests = bindAll(any, row);
        yield value -> tests.stream().anyMatch(test -> test.matches(value));
      }
      case Expression.Not(var inner) -> {
        var test = bind(inner, row);
        yield value -> !test.matches(value);
      }
      case Match match -> descend(match, row, 0);
    };
  }

  private static List<Test> bindAll(List<Expression> expressions, Form row) throws FilterException {
    List<Test> tests = new ArrayList<>(expressions.size());
    for (var expression : expressions) {
      tests.add(bind(expression, row));
    }
    return tests;
  }

  /** Tests values of a form by what of the selector is left from {@code depth} on. */
  private static Test descend(Match match, Form form, int depth) throws FilterException {
    var path = match.selector().path();
    if (form instanceof Form.Maybe(var present)) {
      var test = descend(match, present, depth);
      return value ->
          ((Optional<?>) value).map(test::matches).orElse(match.operator().holdsForAbsent());
    }
    if (depth == path.size()) {
      return Comparison.of(match, form);
    }
    var name = path.get(depth);
    return switch (form) {
      case Form.Struct(var shape) -> field(match, shape, name, depth);
      case Form.MapOf(var element) -> {
        var test = descend(match, element, depth + 1);
        yield value -> {
          var found = ((Map<?, ?>) value).get(name);
          return found == null ? match.operator().holdsForAbsent() : test.matches(found);
        };
      }
      case Form.ListOf(Form.Struct element) -> {
        var test = descend(match, element, depth);
        yield value -> ((List<?>) value).stream().anyMatch(test::matches);
      }
      case Form.ListOf _,
          Form.Maybe _,
          Form.Text(),
          Form.Bool(),
          Form.Int(),
          Form.Uint(),
          Form.Real(),
          Form.Opaque() ->
          throw invalidSelector(match, depth + 1);
    };
  }

  private static <R> Test field(Match match, Shape<R> shape, String name, int depth)
      throws FilterException {
    var field =
        shape
            .filteredField(name)
            .filter(found -> isKnown(found.codec().form()))
            .orElseThrow(() -> invalidSelector(match, depth + 1));
    var test = descend(match, field.codec().form(), depth + 1);
    return value -> test.matches(valueOf(field, value));
  }

  // The form says that the value is a record of the field's shape.
  @SuppressWarnings("unchecked")
  private static <R> Object valueOf(Shape.Field<R, ?> field, Object row) {
    return field.of((R) row);
  }

  private static boolean isKnown(Form form) {
    return switch (form) {
      case Form.Opaque() -> false;
      case Form.ListOf(var element) -> isKnown(element);
      case Form.MapOf(var value) -> isKnown(value);
      case Form.Maybe(var value) -> isKnown(value);
      case Form.Struct _, Form.Text(), Form.Bool(), Form.Int(), Form.Uint(), Form.Real() -> true;
    };
  }

  private static FilterException invalidSelector(Match match, int length) {
    return new FilterException(
        FilterException.Kind.MEANING,
        "Selector " + GoStrings.quoted(match.selector().head(length)) + " is not valid");
  }
}
