package praetor.model.interpolation;

/** Operators between two operands, those that bind least first. */
enum Operator {
  OR("||", 0, Kind.LOGIC),
  AND("&&", 1, Kind.LOGIC),
  EQUAL("==", 2, Kind.EQUALITY),
  NOT_EQUAL("!=", 2, Kind.EQUALITY),
  AT_MOST("<=", 3, Kind.ORDER),
  AT_LEAST(">=", 3, Kind.ORDER),
  LESS("<", 3, Kind.ORDER),
  GREATER(">", 3, Kind.ORDER),
  PLUS("+", 4, Kind.ARITHMETIC),
  MINUS("-", 4, Kind.ARITHMETIC),
  TIMES("*", 5, Kind.ARITHMETIC),
  DIVIDED("/", 5, Kind.ARITHMETIC),
  MODULO("%", 5, Kind.ARITHMETIC);

  /** What operands an operator takes. */
  enum Kind {
    LOGIC,
    EQUALITY,
    ORDER,
    ARITHMETIC
  }

  /** How many levels of binding there are. */
  static final int LEVELS = 6;

  private final String sign;
  private final int level;
  private final Kind kind;

  Operator(String sign, int level, Kind kind) {
    this.sign = sign;
    this.level = level;
    this.kind = kind;
  }

  String sign() {
    return sign;
  }

  int level() {
    return level;
  }

  Kind kind() {
    return kind;
  }
}
