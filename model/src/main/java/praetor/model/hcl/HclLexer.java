package praetor.model.hcl;

import java.util.ArrayList;
import java.util.List;
import praetor.model.DecodeException;
import praetor.model.hcl.HclToken.Kind;

/**
 * Cuts HCL 1 text into tokens: comments ({@code #}, {@code //}, {@code /*}) vanish, strings keep
 * their {@code ${...}} as text, heredocs are cut by their last line.
 *
 * <p>Source: HCL 1 syntax documentation; error texts observed on Consul 1.21.4.
 */
final class HclLexer {

  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;

  HclLexer(String text) {
    this.text = text;
  }

  HclToken next() throws DecodeException {
    skipBlanksAndComments();
    if (at >= text.length()) {
      return token(Kind.EOF, at, "");
    }
    int start = at;
    char c = text.charAt(at);
    if (Character.isLetter(c) || c == '_') {
      return word(start);
    }
    if (isDigit(c) || (c == '-' && isDigit(peek(1)))) {
      return number(start);
    }
    return switch (c) {
      case '"' -> string(start);
      case '<' -> heredoc(start);
      case '{' -> single(Kind.LBRACE);
      case '}' -> single(Kind.RBRACE);
      case '[' -> single(Kind.LBRACK);
      case ']' -> single(Kind.RBRACK);
      case ',' -> single(Kind.COMMA);
      case '=' -> single(Kind.ASSIGN);
      case '+' -> single(Kind.ADD);
      case '-' -> single(Kind.SUB);
      default -> throw error(start, "illegal char");
    };
  }

  /** An error at a place of the text, in HCL's form. */
  DecodeException error(int position, String message) {
    return new DecodeException("At %d:%d: %s".formatted(line, position - lineStart + 1, message));
  }

  private void skipBlanksAndComments() throws DecodeException {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        newline();
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '#' || (c == '/' && peek(1) == '/')) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == '/') {
        blockComment();
      } else {
        return;
      }
    }
  }

  private void blockComment() throws DecodeException {
    if (peek(1) != '*') {
      throw error(at, "expected '/' for comment");
    }
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      throw error(text.length(), "comment not terminated");
    }
    while (at < end + 2) {
      if (text.charAt(at) == '\n') {
        newline();
      } else {
        at++;
      }
    }
  }

  private void newline() {
    at++;
    line++;
    lineStart = at;
  }

  private HclToken word(int start) {
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    var word = text.substring(start, at);
    boolean bool = word.equals("true") || word.equals("false");
    return token(bool ? Kind.BOOL : Kind.IDENT, start, word);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  private HclToken number(int start) {
    at += text.charAt(at) == '-' ? 2 : 1;
    boolean hex = peek(0) == 'x' || peek(0) == 'X';
    boolean fraction = false;
    while (at < text.length() && isNumberPart(text.charAt(at), hex)) {
      char c = text.charAt(at);
      fraction |= !hex && (c == '.' || c == 'e' || c == 'E');
      at++;
    }
    return token(fraction ? Kind.FLOAT : Kind.NUMBER, start, text.substring(start, at));
  }

  private boolean isNumberPart(char c, boolean hex) {
    if (hex) {
      return Character.digit(c, 16) >= 0 || c == 'x' || c == 'X';
    }
    char before = text.charAt(at - 1);
    boolean sign = (c == '+' || c == '-') && (before == 'e' || before == 'E');
    return isDigit(c) || c == '.' || c == 'e' || c == 'E' || sign;
  }

  private HclToken string(int start) throws DecodeException {
    var value = new StringBuilder();
    int braces = 0;
    at++;
    while (true) {
      char c = peek(0);
      if (at >= text.length() || (c == '\n' && braces == 0)) {
        throw error(at, "literal not terminated");
      }
      if (c == '"' && braces == 0) {
        at++;
        return token(Kind.STRING, start, value.toString());
      }
      if (c == '$' && peek(1) == '{') {
        braces++;
        value.append("${");
        at += 2;
      } else if (c == '\\' && braces == 0) {
        value.appendCodePoint(escape());
      } else {
        braces -= braces > 0 && c == '}' ? 1 : 0;
        braces += braces > 0 && c == '{' ? 1 : 0;
        value.append(c);
        at++;
      }
    }
  }

  private int escape() throws DecodeException {
    at += 2;
    char c = peek(-1);
    return switch (c) {
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 11;
      case '\\', '"' -> c;
      case 'x' -> code(2, 16);
      case 'u' -> code(4, 16);
      case 'U' -> code(8, 16);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        yield code(3, 8);
      }
      default -> throw error(at, "illegal char escape");
    };
  }

  private int code(int digits, int radix) throws DecodeException {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(peek(0), radix);
      if (digit < 0) {
        throw error(at, "illegal char in escape sequence");
      }
      value = value * radix + digit;
      at++;
    }
    if (!Character.isValidCodePoint((int) value) || value > Character.MAX_CODE_POINT) {
      throw error(at, "illegal char escape");
    }
    return (int) value;
  }

  /** {@code <<EOF} up to a line of that word; {@code <<-EOF} also drops the common indent. */
  private HclToken heredoc(int start) throws DecodeException {
    int firstLine = line;
    int firstLineStart = lineStart;
    boolean indented = text.startsWith("<<-", at);
    int wordStart = at + (indented ? 3 : 2);
    int wordEnd = text.indexOf('\n', wordStart);
    if (!text.startsWith("<<", at) || wordEnd < 0 || text.substring(wordStart, wordEnd).isBlank()) {
      throw error(at, "heredoc expected second '<', didn't see it");
    }
    var word = text.substring(wordStart, wordEnd).strip();
    var lines = new ArrayList<String>();
    at = wordEnd;
    newline();
    while (true) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        throw error(text.length(), "heredoc not terminated");
      }
      var next = text.substring(at, end);
      at = end;
      if (next.strip().equals(word)) {
        return new HclToken(
            Kind.HEREDOC, unindent(lines, indented), firstLine, start - firstLineStart + 1);
      }
      lines.add(next);
      newline();
    }
  }

  private static String unindent(List<String> lines, boolean indented) {
    int cut =
        !indented
            ? 0
            : lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
    var value = new StringBuilder();
    lines.forEach(line -> value.append(line.substring(Math.min(cut, line.length()))).append('\n'));
    return value.toString();
  }

  private HclToken single(Kind kind) {
    at++;
    return token(kind, at - 1, text.substring(at - 1, at));
  }

  private HclToken token(Kind kind, int start, String value) {
    return new HclToken(kind, value, line, start - lineStart + 1);
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
