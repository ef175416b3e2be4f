package praetor.template.lang;

import java.util.Map;
import praetor.template.lang.Token.Kind;

/**
 * Cuts a template into tokens.
 *
 * <p>Source: documentation of Go's text/template ("Text and spaces", "Actions", "Arguments"); error
 * texts of Go 1.26.
 */
final class Lexer {
  private static final int EOF = -1;
  private static final String LEFT_COMMENT = "/*";
  private static final String RIGHT_COMMENT = "*/";
  private static final String DIGITS = "0123456789_";
  private static final String HEX_DIGITS = "0123456789abcdefABCDEF_";

  private static final Map<String, Kind> KEYWORDS =
      Map.ofEntries(
          Map.entry("block", Kind.BLOCK),
          Map.entry("break", Kind.BREAK),
          Map.entry("continue", Kind.CONTINUE),
          Map.entry("define", Kind.DEFINE),
          Map.entry("else", Kind.ELSE),
          Map.entry("end", Kind.END),
          Map.entry("if", Kind.IF),
          Map.entry("nil", Kind.NIL),
          Map.entry("range", Kind.RANGE),
          Map.entry("template", Kind.TEMPLATE),
          Map.entry("with", Kind.WITH),
          Map.entry("true", Kind.BOOL),
          Map.entry("false", Kind.BOOL));

  private final String text;
  private final String left;
  private final String right;
  private int at;
  private int start;
  private int line = 1;
  private int lineUpTo;
  private boolean inAction;
  private int parens;
  private boolean over;

  Lexer(String text, String left, String right) {
    this.text = text;
    this.left = left;
    this.right = right;
  }

  /** The next token; after an error or the end only that. */
  Token next() {
    while (true) {
      start = at;
      if (over) {
        return token(Kind.END_OF_TEXT);
      }
      var token = inAction ? inside() : outside();
      if (token.kind() == Kind.ERROR) {
        over = true;
      }
      if (token.kind() != Kind.TEXT || !token.text().isEmpty()) {
        return token;
      }
    }
  }

  /** Text up to an action; an empty one when there is none, or only a comment. */
  private Token outside() {
    if (at >= text.length()) {
      return token(Kind.END_OF_TEXT);
    }
    int open = text.indexOf(left, at);
    if (open == at) {
      return leftDelimiter();
    }
    int end = open < 0 ? text.length() : open;
    at = end;
    int shown = open >= 0 && trims(open + left.length()) ? trimmedEnd(start, end) : end;
    return new Token(Kind.TEXT, start, text.substring(start, shown), lineOf(start));
  }

  /** Whether a delimiter is followed by a minus and a blank. */
  private boolean trims(int from) {
    return from + 1 < text.length() && text.charAt(from) == '-' && isSpace(text.charAt(from + 1));
  }

  private int trimmedEnd(int from, int to) {
    int end = to;
    while (end > from && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private Token leftDelimiter() {
    at += left.length();
    int marker = trims(at) ? 2 : 0;
    if (text.startsWith(LEFT_COMMENT, at + marker)) {
      at += marker;
      start = at;
      return comment();
    }
    var token = token(Kind.LEFT);
    inAction = true;
    parens = 0;
    at += marker;
    return token;
  }

  private Token comment() {
    int end = text.indexOf(RIGHT_COMMENT, at + LEFT_COMMENT.length());
    if (end < 0) {
      return error("unclosed comment");
    }
    at = end + RIGHT_COMMENT.length();
    if (!atRight()) {
      return error("comment ends before closing delimiter");
    }
    passRight();
    return new Token(Kind.TEXT, at, "", lineOf(at));
  }

  /** Whether the action ends here, with or without trimming. */
  private boolean atRight() {
    return atTrimmingRight() || text.startsWith(right, at);
  }

  private boolean atTrimmingRight() {
    return at + 1 < text.length()
        && isSpace(text.charAt(at))
        && text.charAt(at + 1) == '-'
        && text.startsWith(right, at + 2);
  }

  private void passRight() {
    boolean trims = atTrimmingRight();
    at += (trims ? 2 : 0) + right.length();
    while (trims && at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private Token inside() {
    if (atRight()) {
      if (parens > 0) {
        return error("unclosed left paren");
      }
      return rightDelimiter();
    }
    int c = read();
    if (c == EOF) {
      return error("unclosed action");
    }
    if (isSpace(c)) {
      return space();
    }
    return switch (c) {
      case '=' -> token(Kind.ASSIGN);
      case ':' -> read() == '=' ? token(Kind.DECLARE) : error("expected :=");
      case '|' -> token(Kind.PIPE);
      case '"' -> quoted('"', Kind.STRING, "unterminated quoted string");
      case '\'' -> quoted('\'', Kind.CHARACTER, "unterminated character constant");
      case '`' -> raw();
      case '$' -> fieldOrVariable(Kind.VARIABLE);
      case '(' -> {
        parens++;
        yield token(Kind.OPEN);
      }
      case ')' -> --parens < 0 ? error("unexpected right paren") : token(Kind.CLOSE);
      case '.' -> isDigit(peek()) ? number() : fieldOrVariable(Kind.FIELD);
      default -> other(c);
    };
  }

  private Token rightDelimiter() {
    int trim = atTrimmingRight() ? 2 : 0;
    start = at + trim;
    passRight();
    inAction = false;
    return new Token(Kind.RIGHT, start, right, lineOf(start));
  }

  private Token other(int c) {
    if (c == '+' || c == '-' || isDigit(c)) {
      return number();
    }
    if (isAlphanumeric(c)) {
      return word();
    }
    return c > ' ' && c < 0x7f
        ? token(Kind.CHAR)
        : error("unrecognized character in action: " + unicode(c));
  }

  private Token space() {
    while (isSpace(peek())) {
      // A blank may belong to the closing delimiter.
      if (atTrimmingRight()) {
        return token(Kind.SPACE);
      }
      read();
    }
    return token(Kind.SPACE);
  }

  private Token quoted(char quote, Kind kind, String unterminated) {
    while (true) {
      int c = read();
      if (c == '\\') {
        c = read();
        if (c != EOF && c != '\n') {
          continue;
        }
      }
      if (c == EOF || c == '\n') {
        return error(unterminated);
      }
      if (c == quote) {
        return token(kind);
      }
    }
  }

  private Token raw() {
    int end = text.indexOf('`', at);
    if (end < 0) {
      at = text.length();
      return error("unterminated raw quoted string");
    }
    at = end + 1;
    return token(Kind.RAW_STRING);
  }

  private Token fieldOrVariable(Kind kind) {
    if (atTerminator()) {
      return token(kind == Kind.FIELD ? Kind.DOT : kind);
    }
    readWord();
    return atTerminator() ? token(kind) : badCharacter();
  }

  private Token word() {
    readWord();
    return atTerminator()
        ? token(KEYWORDS.getOrDefault(text.substring(start, at), Kind.IDENTIFIER))
        : badCharacter();
  }

  private Token badCharacter() {
    return error("bad character " + unicode(peek()));
  }

  private void readWord() {
    while (isAlphanumeric(peek())) {
      read();
    }
  }

  private boolean atTerminator() {
    int c = peek();
    return c == EOF || isSpace(c) || ".,|:)(".indexOf(c) >= 0 || text.startsWith(right, at);
  }

  private Token number() {
    at = start;
    if (!scanNumber()) {
      return badNumber();
    }
    int sign = peek();
    if (sign == '+' || sign == '-') {
      return scanNumber() && text.charAt(at - 1) == 'i' ? token(Kind.COMPLEX) : badNumber();
    }
    return token(Kind.NUMBER);
  }

  private Token badNumber() {
    return error(
        "bad number syntax: " + praetor.model.codec.GoStrings.quoted(text.substring(start, at)));
  }

  private boolean scanNumber() {
    accept("+-");
    var digits = DIGITS;
    if (accept("0")) {
      if (accept("xX")) {
        digits = HEX_DIGITS;
      } else if (accept("oO")) {
        digits = "01234567_";
      } else if (accept("bB")) {
        digits = "01_";
      }
    }
    acceptAll(digits);
    if (accept(".")) {
      acceptAll(digits);
    }
    boolean exponent =
        digits.equals(DIGITS) ? accept("eE") : digits.equals(HEX_DIGITS) && accept("pP");
    if (exponent) {
      accept("+-");
      acceptAll(DIGITS);
    }
    accept("i");
    if (isAlphanumeric(peek())) {
      read();
      return false;
    }
    return true;
  }

  private boolean accept(String any) {
    int c = peek();
    if (c == EOF || any.indexOf(c) < 0) {
      return false;
    }
    at++;
    return true;
  }

  private void acceptAll(String any) {
    boolean more = true;
    while (more) {
      more = accept(any);
    }
  }

  private int peek() {
    return at < text.length() ? text.codePointAt(at) : EOF;
  }

  private int read() {
    int c = peek();
    at += c == EOF ? 0 : Character.charCount(c);
    return c;
  }

  private Token token(Kind kind) {
    return new Token(kind, start, text.substring(start, at), lineOf(start));
  }

  private Token error(String message) {
    return new Token(Kind.ERROR, start, message, lineOf(start));
  }

  /** Positions are asked for in order, as a rule. */
  private int lineOf(int position) {
    if (position < lineUpTo) {
      return 1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
    }
    for (; lineUpTo < position; lineUpTo++) {
      if (text.charAt(lineUpTo) == '\n') {
        line++;
      }
    }
    return line;
  }

  static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAlphanumeric(int c) {
    return c == '_' || c != EOF && (Character.isLetter(c) || Character.isDigit(c));
  }

  /** As {@code %#U} writes a character. */
  private static String unicode(int c) {
    if (c == EOF) {
      return "U+FFFFFFFFFFFFFFFF";
    }
    int point = GoText.isByte(c) ? 0xfffd : c;
    var number = "U+%04X".formatted(point);
    boolean shown = praetor.model.codec.GoStrings.isPrintable(point);
    return shown ? number + " '" + Character.toString(point) + "'" : number;
  }
}
