package praetor.model.filter;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.Form;
import praetor.model.codec.GoStrings;
import praetor.model.filter.Coercion.BadValue;
import praetor.model.filter.Expression.Match;

/** The test at the end of a selector, by the form of what it finds there. */
final class Comparison {
  private Comparison() {}

  static Test of(Match match, Form form) throws FilterException {
    return switch (form) {
      case Form.Text() -> text(match);
      case Form.Bool(), Form.Int(), Form.Uint(), Form.Real() -> scalar(match, form);
      case Form.ListOf(var element) -> list(match, element);
      case Form.MapOf _ -> map(match);
      case Form.Struct _, Form.Maybe _, Form.Opaque() -> throw invalidOperator(match);
    };
  }

  private static Test text(Match match) throws FilterException {
    var wanted = match.value();
    return switch (match.operator()) {
      case EQUAL -> value -> text(value).equals(wanted);
      case NOT_EQUAL -> value -> !text(value).equals(wanted);
      case IN -> value -> text(value).contains(wanted);
      case NOT_IN -> value -> !text(value).contains(wanted);
      case MATCHES -> regex(wanted);
      case NOT_MATCHES -> not(regex(wanted));
      case EMPTY, NOT_EMPTY -> throw invalidOperator(match);
    };
  }

  private static Test regex(String expression) throws FilterException {
    var pattern = compile(expression);
    return value -> pattern.matcher(text(value)).find();
  }

  private static Pattern compile(String expression) throws FilterException {
    try {
      return Regex.compile(expression);
    } catch (DecodeException e) {
      throw new FilterException(
          FilterException.Kind.MEANING,
          "Failed to compile regular expression "
              + GoStrings.quoted(expression)
              + ": "
              + e.getMessage());
    }
  }

  private static Test scalar(Match match, Form form) throws FilterException {
    return switch (match.operator()) {
      case EQUAL -> equal(match, form);
      case NOT_EQUAL -> not(equal(match, form));
      case IN, NOT_IN, MATCHES, NOT_MATCHES, EMPTY, NOT_EMPTY -> throw invalidOperator(match);
    };
  }

  private static Test list(Match match, Form element) throws FilterException {
    return switch (match.operator()) {
      case EMPTY -> value -> ((List<?>) value).isEmpty();
      case NOT_EMPTY -> value -> !((List<?>) value).isEmpty();
      case IN -> hasElement(match, element);
      case NOT_IN -> not(hasElement(match, element));
      case EQUAL, NOT_EQUAL, MATCHES, NOT_MATCHES -> throw invalidOperator(match);
    };
  }

  private static Test hasElement(Match match, Form element) throws FilterException {
    var same = equal(match, element);
    return value -> ((List<?>) value).stream().anyMatch(same::matches);
  }

  private static Test map(Match match) throws FilterException {
    var name = match.value();
    return switch (match.operator()) {
      case EMPTY -> value -> ((Map<?, ?>) value).isEmpty();
      case NOT_EMPTY -> value -> !((Map<?, ?>) value).isEmpty();
      case IN -> value -> ((Map<?, ?>) value).containsKey(name);
      case NOT_IN -> value -> !((Map<?, ?>) value).containsKey(name);
      case EQUAL, NOT_EQUAL, MATCHES, NOT_MATCHES -> throw invalidOperator(match);
    };
  }

  private static Test equal(Match match, Form form) throws FilterException {
    try {
      return switch (form) {
        case Form.Text() -> value -> text(value).equals(match.value());
        case Form.Bool() -> same(Coercion.bool(match.value()));
        case Form.Int() -> integer(Coercion.int64(match.value()));
        case Form.Uint() -> integer(Coercion.uint64(match.value()));
        case Form.Real() -> same(Coercion.float64(match.value()));
        case Form.Struct _, Form.ListOf _, Form.MapOf _, Form.Maybe _, Form.Opaque() ->
            throw invalidOperator(match);
      };
    } catch (BadValue e) {
      throw meaning(
          "Failed to coerce value "
              + GoStrings.quoted(match.value())
              + " for selector "
              + GoStrings.quoted(match.selector().toString())
              + ": "
              + e.getMessage());
    }
  }

  private static Test integer(long wanted) {
    return value -> ((Number) value).longValue() == wanted;
  }

  private static Test same(Object wanted) {
    return wanted::equals;
  }

  private static Test not(Test test) {
    Predicate<Object> holds = test::matches;
    return holds.negate()::test;
  }

  private static String text(Object value) {
    return value instanceof Bytes bytes ? bytes.utf8() : (String) value;
  }

  private static FilterException invalidOperator(Match match) {
    return meaning(
        "Invalid match operator "
            + GoStrings.quoted(match.operator().label())
            + " for selector "
            + GoStrings.quoted(match.selector().toString()));
  }

  private static FilterException meaning(String detail) {
    return new FilterException(FilterException.Kind.MEANING, detail);
  }
}
