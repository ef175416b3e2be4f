package praetor.template.func;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import praetor.model.codec.GoStrings;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoFormat;
import praetor.template.lang.GoText;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/**
 * The functions that every Go template has.
 *
 * <p>Source: documentation of Go's text/template, "Functions"; error texts of Go 1.26.
 */
final class Builtins {
  private static final String ZERO = "reflect: call of reflect.Value.Type on zero Value";

  private Builtins() {}

  static List<Function> all() {
    var all = new ArrayList<Function>();
    all.add(Function.open("and", Builtins::last, Param.VALUE, Param.VALUE));
    all.add(Function.open("or", Builtins::last, Param.VALUE, Param.VALUE));
    all.add(Function.of("not", args -> Values.bool(!args.getFirst().isTrue()), Param.VALUE));
    all.add(Function.open("call", Builtins::call, Param.VALUE, Param.VALUE));
    all.add(Function.of("len", Builtins::len, Param.VALUE));
    all.add(Function.open("index", Builtins::index, Param.VALUE, Param.VALUE));
    all.add(Function.open("slice", Builtins::slice, Param.VALUE, Param.VALUE));
    all.add(Function.open("print", args -> Values.text(GoFormat.print(args)), Param.ANY));
    all.add(Function.open("println", args -> Values.text(GoFormat.println(args)), Param.ANY));
    all.add(Function.open("printf", Builtins::printf, Param.STRING, Param.ANY));
    all.add(Function.open("html", args -> Values.text(html(joined(args))), Param.ANY));
    all.add(Function.open("js", args -> Values.text(js(joined(args))), Param.ANY));
    all.add(Function.open("urlquery", args -> Values.text(urlQuery(joined(args))), Param.ANY));
    all.add(Function.open("eq", Comparison::eq, Param.VALUE, Param.VALUE));
    all.add(two("ne", args -> Values.bool(!Comparison.equal(args.get(0), args.get(1)))));
    all.add(two("lt", args -> Values.bool(Comparison.less(args.get(0), args.get(1)))));
    all.add(two("le", args -> Values.bool(Comparison.lessOrEqual(args.get(0), args.get(1)))));
    all.add(two("gt", args -> Values.bool(!Comparison.lessOrEqual(args.get(0), args.get(1)))));
    all.add(two("ge", args -> Values.bool(!Comparison.less(args.get(0), args.get(1)))));
    return all;
  }

  private static Function two(String name, Function.Body body) {
    return Function.of(name, body, Param.VALUE, Param.VALUE);
  }

  /** The evaluator itself stops at the first operand that decides. */
  private static Value last(List<Value> args) {
    return args.getLast();
  }

  private static Value call(List<Value> args) throws FunctionException {
    var function = args.get(1).open();
    if (function instanceof Value.Nil) {
      throw new FunctionException("call of nil");
    }
    throw new FunctionException(
        "non-function " + Args.text(args, 0) + " of type " + function.type());
  }

  private static Value printf(List<Value> args) {
    return Values.text(GoFormat.printf(Args.text(args, 0), args.subList(1, args.size())));
  }

  private static Value len(List<Value> args) throws FunctionException {
    var of = args.getFirst();
    if (of instanceof Value.Nil) {
      throw new FunctionException(ZERO);
    }
    return Values.integer(
        switch (of.open()) {
          case Value.Nil _, Value.NilPointer _ -> throw new FunctionException("len of nil pointer");
          case Value.Text(String text) -> GoText.length(text);
          case ListValue list -> list.elements().size();
          case MapValue map -> map.size();
          default -> throw new FunctionException("len of type " + pointed(of.open()));
        });
  }

  /** The type that a pointer points to. */
  private static String pointed(Value value) {
    return value.type().startsWith("*") ? value.type().substring(1) : value.type();
  }

  private static Value index(List<Value> args) throws FunctionException {
    var item = args.getFirst();
    if (item.open() instanceof Value.Nil) {
      throw new FunctionException("index of untyped nil");
    }
    for (var index : args.subList(1, args.size())) {
      item = indexed(item.open(), index.open());
    }
    return item;
  }

  private static Value indexed(Value item, Value index) throws FunctionException {
    return switch (item) {
      case Value.Nil _, Value.NilPointer _ -> throw new FunctionException("index of nil pointer");
      case ListValue list -> {
        int at = indexOf(index, list.elements().size());
        if (at == list.elements().size()) {
          throw new FunctionException("reflect: slice index out of range");
        }
        yield list.element(at);
      }
      case Value.Text(String text) -> {
        int length = GoText.length(text);
        int at = indexOf(index, length);
        if (at == length) {
          throw new FunctionException("reflect: string index out of range");
        }
        yield new Value.Int(GoText.bytes(text)[at] & 0xff, Value.IntKind.UINT8);
      }
      case MapValue map -> ofKey(map, index);
      default -> throw new FunctionException("can't index item of type " + pointed(item));
    };
  }

  private static Value ofKey(MapValue map, Value index) throws FunctionException {
    var wanted = map.keyType();
    if (!map.hasAnyKeys()) {
      if (index instanceof Value.Nil) {
        throw new FunctionException("value is nil; should be of type " + wanted);
      }
      boolean numbers = index instanceof Value.Int && wanted.startsWith("int");
      if (!index.type().equals(wanted) && !numbers) {
        throw new FunctionException("value has type " + index.type() + "; should be " + wanted);
      }
    }
    var key =
        index instanceof Value.Int(long number, _) && wanted.equals("int")
            ? Values.integer(number)
            : index;
    return map.get(key)
        .map(value -> map.isOfAny() ? new Value.Boxed(value) : value)
        .orElseGet(() -> map.isOfAny() ? new Value.Boxed(Values.NIL) : map.zero());
  }

  private static int indexOf(Value index, int capacity) throws FunctionException {
    if (index instanceof Value.Nil) {
      throw new FunctionException("cannot index slice/array with nil");
    }
    if (!(index instanceof Value.Int(long at, _))) {
      throw new FunctionException("cannot index slice/array with type " + index.type());
    }
    if (at < 0 || at > capacity) {
      throw new FunctionException("index out of range: " + at);
    }
    return (int) at;
  }

  private static Value slice(List<Value> args) throws FunctionException {
    var item = args.getFirst().open();
    var bounds = args.subList(1, args.size());
    if (item instanceof Value.Nil) {
      throw new FunctionException("slice of untyped nil");
    }
    if (bounds.size() > 3) {
      throw new FunctionException("too many slice indexes: " + bounds.size());
    }
    return switch (item) {
      case Value.Text(String text) -> {
        if (bounds.size() == 3) {
          throw new FunctionException("cannot 3-index slice a string");
        }
        int[] ends = ends(bounds, GoText.length(text));
        yield Values.text(GoText.slice(text, ends[0], ends[1]));
      }
      case ListValue list -> {
        int[] ends = ends(bounds, list.elements().size());
        yield new ListValue(list.type(), list.elements().subList(ends[0], ends[1]));
      }
      default -> throw new FunctionException("can't slice item of type " + pointed(item));
    };
  }

  private static int[] ends(List<Value> bounds, int length) throws FunctionException {
    int[] ends = {0, length, length};
    for (int i = 0; i < bounds.size(); i++) {
      if (bounds.get(i) instanceof Value.Boxed) {
        // Unlike index, slice does not look into what it gets.
        throw new FunctionException("cannot index slice/array with type interface {}");
      }
      ends[i] = indexOf(bounds.get(i), length);
    }
    int checks = bounds.size() == 3 ? 2 : 1;
    for (int i = 0; i < checks; i++) {
      if (ends[i] > ends[i + 1]) {
        throw new FunctionException("invalid slice index: " + ends[i] + " > " + ends[i + 1]);
      }
    }
    return ends;
  }

  /** What the escaping functions take for their text. */
  private static String joined(List<Value> args) {
    if (args.size() == 1 && args.getFirst() instanceof Value.Text(String text)) {
      return text;
    }
    var shown =
        args.stream()
            .map(arg -> arg.open() instanceof Value.Nil ? Values.text("<no value>") : arg)
            .toList();
    return GoFormat.print(shown);
  }

  private static String html(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case 0 -> escaped.append('\ufffd');
        case '"' -> escaped.append("&#34;");
        case '\'' -> escaped.append("&#39;");
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static String js(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '\\' -> escaped.append("\\\\");
                case '\'' -> escaped.append("\\'");
                case '"' -> escaped.append("\\\"");
                case '<', '>', '&', '=' -> escaped.append("\\u%04X".formatted(point));
                default -> {
                  if (GoStrings.isPrintable(point)) {
                    escaped.appendCodePoint(point);
                  } else {
                    escaped.append("\\u%04X".formatted(point));
                  }
                }
              }
            });
    return escaped.toString();
  }

  static String urlQuery(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    for (byte b : GoText.bytes(text)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0);
      if (plain) {
        escaped.append(c);
      } else if (c == ' ') {
        escaped.append('+');
      } else {
        escaped.append("%%%02X".formatted((int) c).toUpperCase(Locale.ROOT));
      }
    }
    return escaped.toString();
  }
}
