package praetor.model.interpolation;

import java.util.List;

/** Takes an expression apart. Looks one token ahead. Owned by one parser. */
final class Tokens {
  /** The longer ones first. */
  private static final List<String> SIGNS =
      List.of(
          "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "+", "-", "*", "/", "%", "(", ")", "[",
          "]", ",", "?", ":", "}", ".");

  private final Cursor cursor;

  Tokens(Cursor cursor) {
    this.cursor = cursor;
  }

  /** The next token; afterwards the cursor stands behind it. */
  Token next() {
    while (!cursor.atEnd() && Character.isWhitespace(cursor.peek())) {
      cursor.next();
    }
    var at = cursor.position();
    if (cursor.atEnd()) {
      return new Token(Token.Kind.END, "", at);
    }
    int point = cursor.peek();
    if (isDigit(point)) {
      return number(at);
    }
    if (Character.isLetter(point) || point == '_') {
      return name(at);
    }
    if (point == '"') {
      cursor.next();
      return new Token(Token.Kind.QUOTE, "\"", at);
    }
    for (var sign : SIGNS) {
      if (cursor.startsWith(sign)) {
        cursor.skip(sign.length());
        return new Token(Token.Kind.SIGN, sign, at);
      }
    }
    return new Token(Token.Kind.INVALID, Character.toString(cursor.next()), at);
  }

  private static boolean isDigit(int point) {
    return point >= '0' && point <= '9';
  }

  private Token number(Position at) {
    int mark = cursor.mark();
    digits();
    if (cursor.peek() != '.' || !isDigit(cursor.peekSecond())) {
      return new Token(Token.Kind.INT, cursor.since(mark), at);
    }
    cursor.next();
    digits();
    return new Token(Token.Kind.FLOAT, cursor.since(mark), at);
  }

  private void digits() {
    while (isDigit(cursor.peek())) {
      cursor.next();
    }
  }

  private Token name(Position at) {
    int mark = cursor.mark();
    boolean afterDot = false;
    while (isInName(cursor.peek(), afterDot)) {
      afterDot = cursor.next() == '.';
    }
    var name = cursor.since(mark);
    boolean truth = name.equals("true") || name.equals("false");
    return new Token(truth ? Token.Kind.BOOL : Token.Kind.NAME, name, at);
  }

  /** An asterisk stands for all elements behind a dot, for a product elsewhere. */
  private static boolean isInName(int point, boolean afterDot) {
    return Character.isLetterOrDigit(point)
        || point == '_'
        || point == '-'
        || point == '.'
        || (point == '*' && afterDot);
  }
}
