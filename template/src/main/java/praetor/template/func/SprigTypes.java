package praetor.template.func;

import java.util.ArrayList;
import java.util.List;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** sprig's functions for defaults, types and JSON. */
final class SprigTypes {
  private static final String INDENT = "  ";

  private SprigTypes() {}

  static List<Function> all() {
    var all = new ArrayList<Function>();
    all.add(Function.open("default", SprigTypes::otherwise, Param.ANY, Param.ANY));
    all.add(
        Function.of("empty", args -> Values.bool(SprigValues.isEmpty(args.getFirst())), Param.ANY));
    all.add(
        Function.open(
            "coalesce", args -> SprigValues.firstFull(args).orElse(Values.NIL), Param.ANY));
    all.add(
        Function.open(
            "all", args -> Values.bool(args.stream().noneMatch(SprigValues::isEmpty)), Param.ANY));
    all.add(
        Function.open(
            "any", args -> Values.bool(!args.stream().allMatch(SprigValues::isEmpty)), Param.ANY));
    all.add(
        Function.of(
            "ternary",
            args -> args.get(Args.flag(args, 2) ? 0 : 1),
            Param.ANY,
            Param.ANY,
            Param.BOOL));
    all.add(Function.of("typeOf", args -> Values.text(args.getFirst().open().type()), Param.ANY));
    all.add(
        Function.of(
            "typeIs",
            args -> Values.bool(Args.text(args, 0).equals(args.get(1).open().type())),
            Param.STRING,
            Param.ANY));
    all.add(
        Function.of(
            "typeIsLike",
            args -> {
              var type = args.get(1).open().type();
              var wanted = Args.text(args, 0);
              return Values.bool(type.equals(wanted) || type.equals("*" + wanted));
            },
            Param.STRING,
            Param.ANY));
    all.add(
        Function.of("kindOf", args -> Values.text(SprigValues.kind(args.getFirst())), Param.ANY));
    all.add(
        Function.of(
            "kindIs",
            args -> Values.bool(Args.text(args, 0).equals(SprigValues.kind(args.get(1)))),
            Param.STRING,
            Param.ANY));
    all.add(
        Function.of(
            "deepEqual",
            args -> Values.bool(Maps.same(args.get(0), args.get(1))),
            Param.ANY,
            Param.ANY));
    json(all, "ToJson", true, "");
    json(all, "ToPrettyJson", true, INDENT);
    json(all, "ToRawJson", false, "");
    all.add(Function.of("mustFromJson", args -> Codings.json(Args.text(args, 0)), Param.STRING));
    all.add(Function.of("fromJson", SprigTypes::fromJson, Param.STRING));
    return all;
  }

  private static Value otherwise(List<Value> args) {
    boolean given = args.size() > 1 && !SprigValues.isEmpty(args.get(1));
    return args.get(given ? 1 : 0);
  }

  /** The one without must gives nothing for what cannot be written. */
  private static void json(List<Function> all, String name, boolean escapeHtml, String indent) {
    all.add(
        Function.of(
            "must" + name,
            args -> Values.text(JsonEncoder.write(args.getFirst(), escapeHtml, indent)),
            Param.ANY));
    all.add(
        Function.of(
            "to" + name.substring(2),
            args -> {
              try {
                return Values.text(JsonEncoder.write(args.getFirst(), escapeHtml, indent));
              } catch (FunctionException wrong) {
                if (!escapeHtml) {
                  throw wrong;
                }
                return Values.EMPTY;
              }
            },
            Param.ANY));
  }

  private static Value fromJson(List<Value> args) {
    try {
      return Codings.json(Args.text(args, 0));
    } catch (FunctionException wrong) {
      return Values.NIL;
    }
  }
}
