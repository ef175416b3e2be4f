package praetor.template.func;

import java.util.ArrayList;
import java.util.List;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.ListValue;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** sprig's functions for lists; those with {@code must} before their names do the same. */
final class SprigLists {
  /** Longer ranges are no template any more. */
  private static final long RANGE_MAX = 10_000_000;

  private SprigLists() {}

  static List<Function> all() {
    var all = new ArrayList<Function>();
    all.add(Function.open("list", args -> ListValue.of(opened(args)), Param.ANY));
    all.add(Function.open("tuple", args -> ListValue.of(opened(args)), Param.ANY));
    both(
        all,
        "first",
        "find first on",
        list -> list.isEmpty() ? Values.NIL : new Value.Boxed(list.getFirst()));
    both(
        all,
        "last",
        "find last on",
        list -> list.isEmpty() ? Values.NIL : new Value.Boxed(list.getLast()));
    both(
        all,
        "rest",
        "find rest on",
        list -> list.isEmpty() ? nothing() : ListValue.of(list.subList(1, list.size())));
    both(
        all,
        "initial",
        "find initial on",
        list -> list.isEmpty() ? nothing() : ListValue.of(list.subList(0, list.size() - 1)));
    both(all, "reverse", "find reverse on", list -> ListValue.of(List.copyOf(list.reversed())));
    both(all, "uniq", "find uniq on", SprigLists::uniq);
    both(
        all,
        "compact",
        "compact on",
        list -> ListValue.of(list.stream().filter(each -> !SprigValues.isEmpty(each)).toList()));
    for (var name : List.of("append", "push", "mustAppend", "mustPush")) {
      all.add(adding(name, "push on", true));
    }
    all.add(adding("prepend", "prepend on", false));
    all.add(adding("mustPrepend", "prepend on", false));
    all.add(Function.open("concat", SprigLists::concat, Param.ANY));
    for (var name : List.of("without", "mustWithout")) {
      all.add(Function.open(name, SprigLists::without, Param.ANY, Param.ANY));
    }
    for (var name : List.of("has", "mustHas")) {
      all.add(Function.of(name, SprigLists::has, Param.ANY, Param.ANY));
    }
    for (var name : List.of("slice", "mustSlice")) {
      all.add(Function.open(name, SprigLists::slice, Param.ANY, Param.ANY));
    }
    for (var name : List.of("chunk", "mustChunk")) {
      all.add(Function.of(name, SprigLists::chunk, Param.INT, Param.ANY));
    }
    all.add(
        Function.of(
            "sortAlpha",
            args ->
                ListValue.texts(
                    sortable(args.getFirst()).stream()
                        .sorted(praetor.template.lang.GoText::compare)
                        .toList()),
            Param.ANY));
    all.add(
        Function.of(
            "join",
            args -> Values.text(String.join(Args.text(args, 0), SprigValues.texts(args.get(1)))),
            Param.STRING,
            Param.ANY));
    all.add(
        Function.of(
            "toStrings", args -> ListValue.texts(SprigValues.texts(args.getFirst())), Param.ANY));
    all.add(
        Function.of(
            "until",
            args -> range(0, Args.number(args, 0), Args.number(args, 0) < 0 ? -1 : 1),
            Param.INT));
    all.add(
        Function.of(
            "untilStep",
            args -> range(Args.number(args, 0), Args.number(args, 1), Args.number(args, 2)),
            Param.INT,
            Param.INT,
            Param.INT));
    all.add(Function.open("seq", SprigLists::seq, Param.INT));
    return all;
  }

  private static List<String> sortable(Value value) {
    return value.open() instanceof Value.Nil ? List.of("<nil>") : SprigValues.texts(value);
  }

  private static Value nothing() {
    return ListValue.nil(ListValue.ANY);
  }

  private interface Change {
    Value of(List<Value> list);
  }

  private static List<Value> opened(List<Value> args) {
    return args.stream().map(Value::open).toList();
  }

  private static void both(List<Function> all, String name, String verb, Change change) {
    Function.Body body = args -> change.of(SprigValues.list(args.getFirst(), verb));
    all.add(Function.of(name, body, Param.ANY));
    var capital = name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    all.add(Function.of("must" + capital, body, Param.ANY));
  }

  private static Function adding(String name, String verb, boolean atEnd) {
    return Function.of(
        name,
        args -> {
          var list = new ArrayList<>(SprigValues.list(args.get(0), verb));
          list.add(atEnd ? list.size() : 0, args.get(1));
          return ListValue.of(List.copyOf(list));
        },
        Param.ANY,
        Param.ANY);
  }

  private static Value uniq(List<Value> list) {
    var once = new ArrayList<Value>();
    for (var each : list) {
      if (once.stream().noneMatch(other -> Maps.same(other, each))) {
        once.add(each);
      }
    }
    return ListValue.of(once);
  }

  private static Value concat(List<Value> args) throws FunctionException {
    var all = new ArrayList<Value>();
    for (var each : args) {
      if (!(each.open() instanceof ListValue) && !(each.open() instanceof Value.Nil)) {
        throw new FunctionException("Cannot concat type " + SprigValues.kind(each) + " as list");
      }
      all.addAll(SprigValues.list(each, "concat type"));
    }
    return all.isEmpty() ? nothing() : ListValue.of(all);
  }

  private static Value without(List<Value> args) throws FunctionException {
    var dropped = args.subList(1, args.size());
    return ListValue.of(
        SprigValues.list(args.getFirst(), "find without on").stream()
            .filter(each -> dropped.stream().noneMatch(other -> Maps.same(other, each)))
            .toList());
  }

  private static Value has(List<Value> args) throws FunctionException {
    if (args.get(1).open() instanceof Value.Nil) {
      return Values.FALSE;
    }
    return Values.bool(
        SprigValues.list(args.get(1), "find has on").stream()
            .anyMatch(each -> Maps.same(each, args.get(0))));
  }

  private static Value slice(List<Value> args) throws FunctionException {
    if (!(args.getFirst().open() instanceof ListValue of)) {
      throw new FunctionException(
          "list should be type of slice or array but " + SprigValues.kind(args.getFirst()));
    }
    var list = of.elements();
    if (list.isEmpty()) {
      return Values.NIL;
    }
    long from = args.size() > 1 ? SprigValues.whole(args.get(1)) : 0;
    long to = args.size() > 2 ? SprigValues.whole(args.get(2)) : list.size();
    if (from < 0 || to > list.size() || from > to) {
      throw new FunctionException("reflect.Value.Slice: slice index out of bounds");
    }
    return new ListValue(of.type(), list.subList((int) from, (int) to));
  }

  private static Value chunk(List<Value> args) throws FunctionException {
    var list = SprigValues.list(args.get(1), "chunk");
    int size = Args.size(args, 0);
    if (size <= 0) {
      throw new FunctionException("runtime error: makeslice: len out of range");
    }
    var chunks = new ArrayList<Value>();
    for (int at = 0; at < list.size(); at += size) {
      chunks.add(ListValue.of(list.subList(at, Math.min(list.size(), at + size))));
    }
    return new ListValue("[][]interface {}", chunks);
  }

  private static Value range(long from, long to, long step) throws FunctionException {
    return new ListValue("[]int", numbers(from, to, step).stream().map(Values::integer).toList());
  }

  /** Up to the last number, without it; a step in the wrong direction gives none. */
  private static List<Long> numbers(long from, long to, long step) throws FunctionException {
    var numbers = new ArrayList<Long>();
    if (step == 0 || step > 0 && to < from || step < 0 && to > from) {
      return numbers;
    }
    if (Math.abs((to - from) / step) > RANGE_MAX) {
      throw new FunctionException("more than " + RANGE_MAX + " numbers");
    }
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      numbers.add(i);
    }
    return numbers;
  }

  /** Like the program of that name: with its last number. */
  private static Value seq(List<Value> args) throws FunctionException {
    long first = args.size() > 1 ? Args.number(args, 0) : 1;
    long last = args.isEmpty() ? 0 : Args.number(args, args.size() - 1);
    if (args.isEmpty() || args.size() > 3) {
      return Values.EMPTY;
    }
    long direction = last < first ? -1 : 1;
    long step = args.size() == 3 ? Args.number(args, 1) : direction;
    if (step == 0 || step > 0 != direction > 0) {
      return Values.EMPTY;
    }
    var texts = numbers(first, last + direction, step).stream().map(String::valueOf).toList();
    return Values.text(String.join(" ", texts));
  }
}
