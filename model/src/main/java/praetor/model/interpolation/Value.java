package praetor.model.interpolation;

import java.math.BigDecimal;
import praetor.model.codec.GoStrings;

/** What an expression comes to. */
sealed interface Value {
  record Text(String text) implements Value {}

  record Int(long number) implements Value {}

  record Real(double number) implements Value {}

  record Bool(boolean truth) implements Value {}

  default Type type() {
    return switch (this) {
      case Text _ -> Type.STRING;
      case Int _ -> Type.INT;
      case Real _ -> Type.FLOAT;
      case Bool _ -> Type.BOOL;
    };
  }

  /** The value as text. */
  default String asText() {
    return switch (this) {
      case Text(var text) -> text;
      case Int(long number) -> Long.toString(number);
      case Real(double number) -> GoFloat.format(number);
      case Bool(boolean truth) -> Boolean.toString(truth);
    };
  }

  /** The value as a whole number; fractions are cut off. */
  default long asInt() throws InterpolationException {
    return switch (this) {
      case Text(var text) -> parseInt(text);
      case Int(long number) -> number;
      case Real(double number) -> (long) number;
      case Bool _ -> throw new IllegalStateException("no number: " + this);
    };
  }

  default double asReal() throws InterpolationException {
    return switch (this) {
      case Text(var text) -> parseReal(text);
      case Int(long number) -> number;
      case Real(double number) -> number;
      case Bool _ -> throw new IllegalStateException("no number: " + this);
    };
  }

  default boolean asBool() throws InterpolationException {
    return switch (this) {
      case Text(var text) -> parseBool(text);
      case Bool(boolean truth) -> truth;
      case Int _, Real _ -> throw new IllegalStateException("no truth value: " + this);
    };
  }

  /** The value in another type, which {@link Type#becomes} allows. */
  default Value as(Type type) throws InterpolationException {
    return switch (type) {
      case STRING -> new Text(asText());
      case INT -> new Int(asInt());
      case FLOAT -> new Real(asReal());
      case BOOL -> new Bool(asBool());
    };
  }

  private static long parseInt(String text) throws InterpolationException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      boolean digits = text.matches("[+-]?[0-9]+");
      throw unreadable("Int", text, digits ? "value out of range" : "invalid syntax");
    }
  }

  private static double parseReal(String text) throws InterpolationException {
    try {
      return new BigDecimal(text).doubleValue();
    } catch (NumberFormatException _) {
      throw unreadable("Float", text, "invalid syntax");
    }
  }

  private static boolean parseBool(String text) throws InterpolationException {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw unreadable("Bool", text, "invalid syntax");
    };
  }

  private static InterpolationException unreadable(String type, String text, String why) {
    return new InterpolationException(
        "__builtin_StringTo%s: strconv.Parse%s: parsing %s: %s"
            .formatted(type, type, GoStrings.quoted(text), why));
  }
}
