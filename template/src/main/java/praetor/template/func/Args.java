package praetor.template.func;

import java.util.List;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.Value;

/** Arguments whose types were checked, as Java's types. */
final class Args {
  private Args() {}

  static String text(List<Value> args, int at) {
    return args.get(at) instanceof Value.Text(String text) ? text : "";
  }

  static boolean flag(List<Value> args, int at) {
    return args.get(at) instanceof Value.Bool(boolean flag) && flag;
  }

  static long number(List<Value> args, int at) {
    return args.get(at) instanceof Value.Int(long number, _) ? number : 0;
  }

  /** A number that has to be a size. */
  static int size(List<Value> args, int at) {
    return Math.clamp(number(args, at), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  static List<Value> list(List<Value> args, int at) {
    return args.get(at) instanceof ListValue list ? list.elements() : List.of();
  }

  static List<String> texts(List<Value> args, int at) {
    return list(args, at).stream().map(Args::text).toList();
  }

  static String text(Value value) {
    return value instanceof Value.Text(String text) ? text : "";
  }

  static MapValue map(List<Value> args, int at) {
    return args.get(at) instanceof MapValue map ? map : MapValue.ofAny();
  }
}
