package praetor.model.interpolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.model.interpolation.Expression.Joined;
import praetor.model.interpolation.Expression.Literal;

/**
 * Reads a text: what stands outside of <code>${...}</code> is taken as it is, but two dollar signs
 * stand for one. Owned by one call.
 */
final class Parser {
  /** How deep expressions may be nested, so that no stack overflows. */
  private static final int DEPTH_MAX = 50;

  /** How many operators a text may have: evaluation goes as deep as they follow each other. */
  private static final int OPERATORS_MAX = 500;

  private final Cursor cursor;
  private final Tokens tokens;
  private Token token;
  private int depth;
  private int operators;

  private Parser(String text) {
    cursor = new Cursor(text);
    tokens = new Tokens(cursor);
    token = new Token(Token.Kind.END, "", cursor.position());
  }

  static Expression parse(String text) throws InterpolationException {
    return new Parser(text).text();
  }

  private Expression text() throws InterpolationException {
    var at = cursor.position();
    List<Expression> found = new ArrayList<>();
    var plain = new StringBuilder();
    while (!cursor.atEnd()) {
      if (cursor.startsWith("${")) {
        flush(plain, at, found);
        found.add(interpolated());
      } else {
        plain(plain);
      }
    }
    flush(plain, at, found);
    return new Joined(List.copyOf(found), at);
  }

  private void plain(StringBuilder plain) {
    if (cursor.startsWith("$$")) {
      cursor.next();
    }
    plain.appendCodePoint(cursor.next());
  }

  private static void flush(StringBuilder plain, Position at, List<Expression> found) {
    if (!plain.isEmpty()) {
      found.add(new Literal(new Value.Text(plain.toString()), at));
      plain.setLength(0);
    }
  }

  /** Reads from the dollar sign to the closing brace; the cursor stands behind it afterwards. */
  private Expression interpolated() throws InterpolationException {
    cursor.skip(2);
    advance();
    var expression = expression();
    if (!token.is("}")) {
      throw expected("\"}\"");
    }
    return expression;
  }

  private void advance() {
    token = tokens.next();
  }

  private Expression expression() throws InterpolationException {
    deeper();
    var condition = binary(0);
    var whole = token.is("?") ? choice(condition) : condition;
    depth--;
    return whole;
  }

  private Expression choice(Expression condition) throws InterpolationException {
    advance();
    var then = expression();
    if (!token.is(":")) {
      throw expected(":");
    }
    advance();
    return new Expression.Choice(condition, then, expression());
  }

  private void deeper() throws InterpolationException {
    if (++depth > DEPTH_MAX) {
      throw tooLarge();
    }
  }

  private InterpolationException tooLarge() {
    return failure("expression is too large", token.at());
  }

  private Expression binary(int level) throws InterpolationException {
    if (level == Operator.LEVELS) {
      return unary();
    }
    var left = binary(level + 1);
    for (var operator = operator(level); operator.isPresent(); operator = operator(level)) {
      if (++operators > OPERATORS_MAX) {
        throw tooLarge();
      }
      advance();
      left = new Expression.Binary(operator.get(), left, binary(level + 1));
    }
    return left;
  }

  private Optional<Operator> operator(int level) {
    for (var operator : Operator.values()) {
      if (operator.level() == level && token.is(operator.sign())) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  private Expression unary() throws InterpolationException {
    var at = token.at();
    if (token.is("!")) {
      return new Expression.Not(operand(), at);
    }
    return token.is("-") ? new Expression.Minus(operand(), at) : primary();
  }

  private Expression operand() throws InterpolationException {
    deeper();
    advance();
    var operand = unary();
    depth--;
    return operand;
  }

  private Expression primary() throws InterpolationException {
    var first = token;
    return switch (first.kind()) {
      case INT -> literal(new Value.Int(number(first)), first);
      case FLOAT -> literal(new Value.Real(Double.parseDouble(first.text())), first);
      case BOOL -> literal(new Value.Bool(first.text().equals("true")), first);
      case QUOTE -> quoted(first.at());
      case NAME -> {
        advance();
        yield named(first);
      }
      case SIGN, INVALID, END -> inParentheses();
    };
  }

  private Expression literal(Value value, Token read) {
    advance();
    return new Literal(value, read.at());
  }

  private static long number(Token literal) throws InterpolationException {
    try {
      return Long.parseLong(literal.text());
    } catch (NumberFormatException _) {
      throw failure(
          "invalid integer: strconv.Atoi: parsing \"" + literal.text() + "\": value out of range",
          literal.at());
    }
  }

  private Expression inParentheses() throws InterpolationException {
    if (!token.is("(")) {
      throw expected("expression");
    }
    advance();
    var inside = expression();
    close(")");
    return inside;
  }

  private void close(String sign) throws InterpolationException {
    if (!token.is(sign)) {
      throw expected('"' + sign + '"');
    }
    advance();
  }

  private Expression named(Token name) throws InterpolationException {
    if (token.is("(")) {
      advance();
      return new Expression.Call(name.text(), arguments(), name.at());
    }
    var variable = new Expression.Variable(name.text(), name.at());
    if (!token.is("[")) {
      return variable;
    }
    var bracket = token.at();
    advance();
    var index = expression();
    close("]");
    return new Expression.Element(variable, index, bracket);
  }

  /** Reads up to the closing parenthesis; a comma may stand before it. */
  private List<Expression> arguments() throws InterpolationException {
    List<Expression> arguments = new ArrayList<>();
    while (!token.is(")")) {
      arguments.add(expression());
      if (!token.is(",")) {
        break;
      }
      advance();
    }
    close(")");
    return List.copyOf(arguments);
  }

  /** Reads text between quotes, in which there may be expressions again. */
  private Expression quoted(Position at) throws InterpolationException {
    List<Expression> found = new ArrayList<>();
    var plain = new StringBuilder();
    int mark = cursor.mark();
    var start = cursor.position();
    while (!cursor.startsWith("\"")) {
      if (cursor.atEnd()) {
        var rest = cursor.rest(mark);
        throw expected("\"${\"", new Token(Token.Kind.INVALID, rest, start));
      }
      if (cursor.startsWith("${")) {
        flush(plain, start, found);
        found.add(interpolated());
        mark = cursor.mark();
        start = cursor.position();
      } else if (cursor.startsWith("\\")) {
        escaped(plain, start);
      } else {
        plain(plain);
      }
    }
    flush(plain, start, found);
    cursor.next();
    advance();
    return new Joined(List.copyOf(found), at);
  }

  private void escaped(StringBuilder plain, Position start) throws InterpolationException {
    var at = cursor.position();
    cursor.next();
    if (cursor.startsWith("${")) {
      throw failure("unfinished backslash escape sequence", start);
    }
    int kind = cursor.atEnd() ? '\\' : cursor.next();
    switch (kind) {
      case 'n' -> plain.append('\n');
      case '"', '\\' -> plain.append((char) kind);
      default -> throw failure("invalid backslash escape sequence", at);
    }
  }

  private InterpolationException expected(String what) {
    return expected(what, token);
  }

  private static InterpolationException expected(String what, Token found) {
    return failure("expected " + what + " but found " + found.description(), found.at());
  }

  private static InterpolationException failure(String what, Position at) {
    return new InterpolationException("parse error at " + at + ": " + what);
  }
}
