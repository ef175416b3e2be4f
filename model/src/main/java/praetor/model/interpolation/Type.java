package praetor.model.interpolation;

import java.util.Locale;

/** What a value can be. */
enum Type {
  STRING,
  INT,
  FLOAT,
  BOOL;

  /** Its name in errors about functions and conditions. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name in errors about operands. */
  String goName() {
    return "Type" + name().charAt(0) + word().substring(1);
  }

  /** Whether a value of this type is taken where another is wanted. */
  boolean becomes(Type wanted) {
    return this == wanted
        || switch (wanted) {
          case STRING -> true;
          case INT -> this == STRING || this == FLOAT;
          case FLOAT -> this == STRING || this == INT;
          case BOOL -> this == STRING;
        };
  }
}
