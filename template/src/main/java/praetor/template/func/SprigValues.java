package praetor.template.func;

import java.util.List;
import java.util.Optional;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoFormat;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.Value;

/** How sprig turns values into texts, numbers and lists. Source: documentation of sprig 3. */
final class SprigValues {
  private static final String NIL_POINTER =
      "runtime error: invalid memory address or nil pointer dereference";

  private SprigValues() {}

  /** strval: texts as they are, others as Go prints them. */
  static String text(Value value) {
    return GoFormat.shown(value);
  }

  /** Texts of a list's elements that are not nil; of anything else its own text. */
  static List<String> texts(Value value) {
    return switch (value.open()) {
      case Value.Nil _ -> List.of();
      case ListValue list ->
          list.elements().stream()
              .filter(each -> !(each.open() instanceof Value.Nil))
              .map(SprigValues::text)
              .toList();
      default -> List.of(text(value));
    };
  }

  /** toInt64: what is no number is 0. */
  static long whole(Value value) {
    return switch (value.open()) {
      case Value.Int(long number, _) -> number;
      case Value.Real(double number) -> (long) number;
      case Value.Bool(boolean flag) -> flag ? 1 : 0;
      case Value.Text(String text) -> wholeOf(text);
      default -> 0;
    };
  }

  private static long wholeOf(String text) {
    try {
      var trimmed = text.replaceFirst("\\.0*$", "");
      boolean prefixed = trimmed.matches("[+-]?0[xX][0-9a-fA-F]+");
      boolean octal = trimmed.matches("[+-]?0[0-7]+");
      if (prefixed || octal) {
        return Long.decode(trimmed);
      }
      return GoParse.signed(trimmed);
    } catch (FunctionException | NumberFormatException wrong) {
      return 0;
    }
  }

  /** toFloat64: what is no number is 0. */
  static double real(Value value) {
    return switch (value.open()) {
      case Value.Int _, Value.Real _ -> Numbers.real(value.open());
      case Value.Bool(boolean flag) -> flag ? 1 : 0;
      case Value.Text(String text) -> {
        try {
          yield GoParse.real(text);
        } catch (FunctionException wrong) {
          yield 0;
        }
      }
      default -> 0;
    };
  }

  /** Elements of what has to be a list. */
  static List<Value> list(Value value, String verb) throws FunctionException {
    if (value.open() instanceof ListValue list) {
      return list.elements();
    }
    if (value.open() instanceof Value.Nil) {
      throw new FunctionException(NIL_POINTER);
    }
    throw new FunctionException("Cannot " + verb + " type " + kind(value.open()));
  }

  /** reflect's kind of a value. */
  static String kind(Value value) {
    return switch (value.open()) {
      case Value.Nil _ -> "invalid";
      case ListValue list -> list.isChannel() ? "chan" : "slice";
      case MapValue _ -> "map";
      case praetor.template.lang.StructValue struct -> struct.isPointer() ? "ptr" : "struct";
      case Value.NilPointer _, Value.Opaque _ -> "ptr";
      default -> value.open().type();
    };
  }

  /** Whether sprig takes a value for empty. */
  static boolean isEmpty(Value value) {
    return !value.isTrue();
  }

  static Optional<Value> firstFull(List<Value> values) {
    return values.stream().filter(each -> !isEmpty(each)).findFirst();
  }
}
