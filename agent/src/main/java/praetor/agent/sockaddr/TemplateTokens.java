package praetor.agent.sockaddr;

import java.util.ArrayList;
import java.util.List;

/** The words of an action. */
final class TemplateTokens {
  enum Kind {
    NAME,
    TEXT,
    NUMBER,
    DOT,
    BAR,
    OPEN,
    CLOSE
  }

  /**
   * A word.
   *
   * @param text as written
   * @param value a text without its quotes, else as written
   * @param start where it is in the template
   */
  record Token(Kind kind, String text, String value, int start) {
    boolean isBar() {
      return kind == Kind.BAR;
    }

    int end() {
      return start + text.length();
    }
  }

  private TemplateTokens() {}

  /** Where the braces of an action close, texts left out; negative when they do not. */
  static int actionEnd(String template, int from) {
    int at = from;
    while (at < template.length()) {
      char c = template.charAt(at);
      if (c == '"' || c == '`') {
        int end = textEnd(template, at, template.length());
        if (end < 0) {
          return -1;
        }
        at = end;
      } else if (template.startsWith("}}", at)) {
        return at;
      } else {
        at++;
      }
    }
    return -1;
  }

  /**
   * Reads words.
   *
   * @throws IllegalArgumentException with a text for people
   */
  static List<Token> of(String template, int from, int to) {
    var tokens = new ArrayList<Token>();
    int at = from;
    while (at < to) {
      if (Character.isWhitespace(template.charAt(at))) {
        at++;
        continue;
      }
      var token = token(template, at, to);
      tokens.add(token);
      at = token.end();
    }
    return tokens;
  }

  private static Token token(String template, int at, int to) {
    char c = template.charAt(at);
    return switch (c) {
      case '|' -> new Token(Kind.BAR, "|", "|", at);
      case '(' -> new Token(Kind.OPEN, "(", "(", at);
      case ')' -> new Token(Kind.CLOSE, ")", ")", at);
      case '"', '`' -> text(template, at, to);
      case '.' -> new Token(Kind.DOT, ".", ".", at);
      default -> word(template, at, to);
    };
  }

  private static Token text(String template, int at, int to) {
    int end = textEnd(template, at, to);
    if (end < 0) {
      throw new IllegalArgumentException(
          template.charAt(at) == '"'
              ? "unterminated quoted string"
              : "unterminated raw quoted string");
    }
    var inside = template.substring(at + 1, end - 1);
    var value = template.charAt(at) == '`' ? inside : unescaped(inside);
    return new Token(Kind.TEXT, template.substring(at, end), value, at);
  }

  /** The place behind the closing quote. */
  private static int textEnd(String template, int at, int to) {
    char quote = template.charAt(at);
    for (int i = at + 1; i < to; i++) {
      char c = template.charAt(i);
      if (c == quote) {
        return i + 1;
      }
      if (c == '\\' && quote == '"') {
        i++;
      }
    }
    return -1;
  }

  private static String unescaped(String inside) {
    var text = new StringBuilder();
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      if (c == '\\' && i + 1 < inside.length()) {
        char escaped = inside.charAt(++i);
        text.append(
            switch (escaped) {
              case 'n' -> '\n';
              case 't' -> '\t';
              default -> escaped;
            });
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static Token word(String template, int at, int to) {
    int end = at;
    while (end < to && isWordPart(template.charAt(end))) {
      end++;
    }
    var word = template.substring(at, end);
    if (word.matches("[+-]?\\d{1,18}")) {
      return new Token(Kind.NUMBER, word, word, at);
    }
    if (word.startsWith("-") || word.startsWith("+")) {
      throw new IllegalArgumentException("illegal number syntax: \"" + word + "\"");
    }
    if (word.isEmpty() || !Character.isLetter(word.charAt(0)) && word.charAt(0) != '_') {
      throw new IllegalArgumentException("unexpected \"" + template.charAt(at) + "\" in command");
    }
    return new Token(Kind.NAME, word, word, at);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '+';
  }
}
