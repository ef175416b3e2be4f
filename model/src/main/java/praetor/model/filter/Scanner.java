package praetor.model.filter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import praetor.model.codec.GoStrings;

/**
 * The text of an expression with a position, and the memory that makes the parser's errors: the
 * furthest position at which something was expected with all that was, and the mistakes that rules
 * named.
 *
 * <p>Source: the errors of Consul 1.21, {@code 1:5 (4): no match found, expected: "!=", "==" or [
 * \t\r\n]} and {@code 1:10 (9): rule "grouping": Unmatched parentheses}; line, column in characters
 * and offset in bytes of UTF-8. A line begins at its line feed, in column 0. Owned by one parse.
 */
final class Scanner {
  /** The characters of a class and how errors name it. */
  enum CharClass {
    LETTER("[a-zA-Z]"),
    WORD("[a-zA-Z0-9_]"),
    DIGIT("[0-9]"),
    DIGIT_BUT_ZERO("[1-9]"),
    BLANK("[ \\t\\r\\n]");

    private final String label;

    CharClass(String label) {
      this.label = label;
    }

    private boolean has(char c) {
      return switch (this) {
        case LETTER -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        case WORD -> LETTER.has(c) || DIGIT.has(c) || c == '_';
        case DIGIT -> c >= '0' && c <= '9';
        case DIGIT_BUT_ZERO -> c >= '1' && c <= '9';
        case BLANK -> c == ' ' || c == '\t' || c == '\r' || c == '\n';
      };
    }
  }

  /** How many mistakes an error tells at most: finding a place costs a walk through the text. */
  private static final int MISTAKES_MAX = 100;

  private final String text;
  private int at;
  private int furthest;
  private final Set<String> expected = new TreeSet<>();
  private boolean endExpected;
  private final Set<String> mistakes = new LinkedHashSet<>();

  Scanner(String text) {
    this.text = text;
  }

  int position() {
    return at;
  }

  /** Goes back, or on, to a position. */
  void moveTo(int position) {
    at = position;
  }

  /** Passes over a word when it is next. */
  boolean word(String word) {
    if (text.startsWith(word, at)) {
      at += word.length();
      return true;
    }
    if (isFurthest()) {
      expected.add(GoStrings.quoted(word));
    }
    return false;
  }

  /** Passes over one character of a class. */
  boolean one(CharClass wanted) {
    if (at < text.length() && wanted.has(text.charAt(at))) {
      at++;
      return true;
    }
    if (isFurthest()) {
      expected.add(wanted.label);
    }
    return false;
  }

  /** Passes over as many characters of a class as there are. */
  void any(CharClass wanted) {
    while (one(wanted)) {}
  }

  /** Whether nothing is left. */
  boolean end() {
    if (at == text.length()) {
      return true;
    }
    if (isFurthest()) {
      endExpected = true;
    }
    return false;
  }

  /** Passes over everything before {@code closing}, or to the end; false when it is not there. */
  boolean upTo(char closing) {
    int found = text.indexOf(closing, at);
    at = found < 0 ? text.length() : found;
    return found >= 0;
  }

  String since(int start) {
    return text.substring(start, at);
  }

  private boolean isFurthest() {
    if (at > furthest) {
      furthest = at;
      expected.clear();
      endExpected = false;
    }
    return at == furthest;
  }

  /** Keeps a mistake that a rule found at a position; the parse goes on for the others. */
  void mistake(int position, String rule, String what) {
    if (mistakes.size() < MISTAKES_MAX) {
      mistakes.add(place(position) + ": rule \"" + rule + "\": " + what);
    }
  }

  boolean hasMistakes() {
    return !mistakes.isEmpty();
  }

  /** The error of a parse that failed. */
  FilterException error() {
    var detail =
        mistakes.isEmpty()
            ? place(furthest) + ": no match found, expected: " + expectations()
            : String.join("\n", mistakes);
    return new FilterException(FilterException.Kind.SYNTAX, detail);
  }

  private String expectations() {
    List<String> all = new ArrayList<>(expected);
    if (endExpected) {
      all.add("EOF");
    }
    var last = all.removeLast();
    return all.isEmpty() ? last : String.join(", ", all) + " or " + last;
  }

  private String place(int position) {
    int line = 1;
    int column = 1;
    int offset = 0;
    for (int i = 0; ; ) {
      if (i < text.length() && text.charAt(i) == '\n') {
        line++;
        column = 0;
      }
      if (i >= position) {
        return line + ":" + column + " (" + offset + ")";
      }
      int point = text.codePointAt(i);
      offset += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      column++;
      i += Character.charCount(point);
    }
  }
}
