package praetor.model.interpolation;

/**
 * A piece of an expression.
 *
 * @param text as it was written
 */
record Token(Kind kind, String text, Position at) {
  enum Kind {
    NAME,
    BOOL,
    INT,
    FLOAT,
    QUOTE,
    SIGN,
    INVALID,
    END
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  /** What errors say of it. */
  String description() {
    return switch (kind) {
      case NAME, BOOL, SIGN -> '"' + text + '"';
      case INT -> "integer " + text;
      case FLOAT -> "float " + text;
      case QUOTE -> "opening quote";
      case INVALID -> "invalid sequence \"" + text + '"';
      case END -> "end of string";
    };
  }
}
