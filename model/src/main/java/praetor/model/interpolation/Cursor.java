package praetor.model.interpolation;

/** A place in a text that moves on. Owned by one parser. */
final class Cursor {
  private final String text;
  private int at;
  private int line = 1;
  private int column = 1;

  Cursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at == text.length();
  }

  Position position() {
    return new Position(line, column);
  }

  /** The character here; 0 at the end. */
  int peek() {
    return atEnd() ? 0 : text.codePointAt(at);
  }

  /** The UTF-16 unit behind the one here; 0 at the end. */
  char peekSecond() {
    return at + 1 < text.length() ? text.charAt(at + 1) : 0;
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  /** Passes over one character. */
  int next() {
    int point = text.codePointAt(at);
    at += Character.charCount(point);
    if (point == '\n') {
      line++;
      column = 1;
    } else {
      column++;
    }
    return point;
  }

  void skip(int characters) {
    for (int i = 0; i < characters; i++) {
      next();
    }
  }

  /** A mark for {@link #since}. */
  int mark() {
    return at;
  }

  String since(int mark) {
    return text.substring(mark, at);
  }

  String rest(int mark) {
    return text.substring(mark);
  }
}
