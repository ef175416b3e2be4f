package praetor.template.lang;

import praetor.model.codec.GoStrings;

/**
 * A piece of a template's text.
 *
 * @param at where it begins
 * @param line counted from 1
 */
record Token(Kind kind, int at, String text, int line) {
  private static final int SHOWN_MAX = 10;

  enum Kind {
    ERROR,
    END_OF_TEXT,
    TEXT,
    LEFT,
    RIGHT,
    SPACE,
    ASSIGN,
    DECLARE,
    PIPE,
    OPEN,
    CLOSE,
    CHAR,
    BOOL,
    CHARACTER,
    NUMBER,
    COMPLEX,
    STRING,
    RAW_STRING,
    IDENTIFIER,
    FIELD,
    VARIABLE,
    DOT,
    NIL,
    BLOCK,
    BREAK,
    CONTINUE,
    DEFINE,
    ELSE,
    END,
    IF,
    RANGE,
    TEMPLATE,
    WITH;

    private boolean isKeyword() {
      return compareTo(DOT) >= 0;
    }
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  /** As error texts show it. */
  String shown() {
    if (kind == Kind.END_OF_TEXT) {
      return "EOF";
    }
    if (kind == Kind.ERROR) {
      return text;
    }
    if (kind.isKeyword()) {
      return "<" + text + ">";
    }
    boolean whole = GoText.length(text) <= SHOWN_MAX;
    int end =
        whole ? text.length() : text.offsetByCodePoints(0, Math.min(SHOWN_MAX, GoText.runes(text)));
    return whole ? GoStrings.quoted(text) : GoStrings.quoted(text.substring(0, end)) + "...";
  }
}
