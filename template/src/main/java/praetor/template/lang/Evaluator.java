package praetor.template.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.template.lang.Node.Branch;
import praetor.template.lang.Node.Command;
import praetor.template.lang.Node.Items;
import praetor.template.lang.Node.Pipe;
import praetor.template.lang.Template.MissingKey;

/**
 * Runs one template once. Errors name the node that was looked at last, which is why every step
 * says where it is before it begins.
 *
 * <p>Source: documentation of Go's text/template; error texts of Go 1.26.
 */
final class Evaluator {
  /** Go's own limit; as a rule the stack ends before. */
  private static final int DEPTH_MAX = 100_000;

  private static final String TOO_DEEP = "exceeded maximum template depth (" + DEPTH_MAX + ")";

  /** How the walk of a body ended. */
  private enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  private static final class Local {
    private final String name;
    private Value value;

    private Local(String name, Value value) {
      this.name = name;
      this.value = value;
    }
  }

  private final Template template;
  private final Template.Setting setting;
  private final StringBuilder out = new StringBuilder();
  private String name = "";
  private Node node = new Node.Dot(0);
  private ArrayList<Local> locals = new ArrayList<>();
  private int depth;

  Evaluator(Template template, Template.Setting setting) {
    this.template = template;
    this.setting = setting;
  }

  String run(String start, Value data) throws TemplateException {
    var tree = template.tree(start);
    if (tree.isEmpty()) {
      throw new TemplateException(
          "template: no template " + GoQuote.text(start, false) + " associated with template \"\"");
    }
    name = start;
    locals.add(new Local("$", data));
    try {
      walk(data, tree.get());
    } catch (StackOverflowError tooDeep) {
      throw error(TOO_DEEP);
    }
    return out.toString();
  }

  private Flow walk(Value dot, Node step) throws TemplateException {
    node = step;
    switch (step) {
      case Node.Plain(_, String text) -> out.append(text);
      case Node.Action(_, Pipe pipe) -> {
        var value = pipeline(dot, pipe);
        if (pipe.targets().isEmpty()) {
          print(step, value);
        }
      }
      case Items(_, List<Node> nodes) -> {
        for (var each : nodes) {
          var flow = walk(dot, each);
          if (flow != Flow.ON) {
            return flow;
          }
        }
      }
      case Branch branch -> {
        return branch(dot, branch);
      }
      case Node.Call call -> call(dot, call);
      case Node.Break _ -> {
        return Flow.BREAK;
      }
      case Node.Continue _ -> {
        return Flow.CONTINUE;
      }
      case Pipe _,
          Command _,
          Node.Identifier _,
          Node.Variable _,
          Node.Field _,
          Node.Chain _,
          Node.Dot _,
          Node.NilWord _,
          Node.Flag _,
          Node.Numeral _,
          Node.Literal _,
          Node.End _,
          Node.Else _ ->
          throw error("unknown node: " + step);
    }
    return Flow.ON;
  }

  private Flow branch(Value dot, Branch branch) throws TemplateException {
    int mark = locals.size();
    try {
      return switch (branch.kind()) {
        case IF, WITH -> ifOrWith(dot, branch);
        case RANGE -> range(dot, branch, mark);
      };
    } finally {
      dropLocals(mark);
    }
  }

  private Flow ifOrWith(Value dot, Branch branch) throws TemplateException {
    var value = pipeline(dot, branch.pipe());
    if (!value.isTrue()) {
      return walk(dot, branch.otherwise());
    }
    return walk(branch.kind() == Branch.Kind.WITH ? value : dot, branch.body());
  }

  private Flow range(Value dot, Branch branch, int outer) throws TemplateException {
    var over = pipeline(dot, branch.pipe()).open();
    int mark = locals.size();
    boolean any = false;
    switch (over) {
      case ListValue list -> {
        int size = list.elements().size();
        for (int i = 0; i < size; i++) {
          any = true;
          if (once(branch, mark, Values.integer(i), list.element(i)) == Flow.BREAK) {
            break;
          }
        }
      }
      case MapValue map -> {
        for (var entry : List.copyOf(map.entries().entrySet())) {
          any = true;
          var key = map.hasAnyKeys() ? new Value.Boxed(entry.getKey()) : entry.getKey();
          if (once(branch, mark, key, map.seen(entry.getValue())) == Flow.BREAK) {
            break;
          }
        }
      }
      case Value.Int(long count, var kind) -> {
        if (branch.pipe().targets().size() > 1) {
          throw error(
              "can't use " + GoFormat.shown(over) + " to iterate over more than one variable");
        }
        boolean endless = kind.unsigned() && count < 0;
        for (long i = 0; endless || i < count; i++) {
          any = true;
          var number = new Value.Int(i, kind);
          if (once(branch, mark, number, number) == Flow.BREAK) {
            break;
          }
        }
      }
      case Value.Nil _ -> {
        // Nothing there is like nothing in it.
      }
      case Value.Bool _,
          Value.Real _,
          Value.Complex _,
          Value.Text _,
          Value.NilPointer _,
          Value.Boxed _,
          Value.Opaque _,
          StructValue _ ->
          throw error("range can't iterate over " + GoFormat.shown(over));
    }
    if (any) {
      return Flow.ON;
    }
    dropLocals(Math.max(outer, mark));
    // A break there ends this range, not the one around it.
    var flow = walk(dot, branch.otherwise());
    return flow == Flow.BREAK ? Flow.ON : flow;
  }

  private Flow once(Branch branch, int mark, Value index, Value element) throws TemplateException {
    var targets = branch.pipe().targets();
    int count = targets.size();
    if (branch.pipe().assigns() && count > 0) {
      assign(targets.getFirst().name(), count > 1 ? index : element);
      if (count > 1) {
        assign(targets.get(1).name(), element);
      }
    } else if (count > 0) {
      locals.get(mark - 1).value = element;
      if (count > 1) {
        locals.get(mark - 2).value = index;
      }
    }
    var flow = walk(element, branch.body());
    dropLocals(mark);
    return flow;
  }

  private void dropLocals(int mark) {
    if (locals.size() > mark) {
      locals.subList(mark, locals.size()).clear();
    }
  }

  private void call(Value dot, Node.Call call) throws TemplateException {
    var tree = template.tree(call.name());
    if (tree.isEmpty()) {
      throw error("template " + GoQuote.text(call.name(), false) + " not defined");
    }
    if (depth == DEPTH_MAX) {
      throw error(TOO_DEEP);
    }
    var argument = call.pipe().commands().isEmpty() ? Values.NIL : pipeline(dot, call.pipe());
    var outerLocals = locals;
    var outerName = name;
    locals = new ArrayList<>(List.of(new Local("$", argument)));
    name = call.name();
    depth++;
    walk(argument, tree.get());
    depth--;
    name = outerName;
    locals = outerLocals;
  }

  private Value pipeline(Value dot, Pipe pipe) throws TemplateException {
    node = pipe;
    Optional<Value> value = Optional.empty();
    for (var command : pipe.commands()) {
      value = Optional.of(command(dot, command, value).open());
    }
    var result = value.orElse(Values.NIL);
    for (var target : pipe.targets()) {
      if (pipe.assigns()) {
        assign(target.name(), result);
      } else {
        locals.add(new Local(target.name(), result));
      }
    }
    return result;
  }

  private void assign(String variable, Value value) throws TemplateException {
    local(variable).value = value;
  }

  private Local local(String variable) throws TemplateException {
    for (int i = locals.size() - 1; i >= 0; i--) {
      if (locals.get(i).name.equals(variable)) {
        return locals.get(i);
      }
    }
    throw error("undefined variable: " + variable);
  }

  /** The value before it in the pipeline comes last among its arguments. */
  private Value command(Value dot, Command command, Optional<Value> last) throws TemplateException {
    var words = command.words();
    var first = words.getFirst();
    return switch (first) {
      case Node.Field field -> field(dot, field, words, last);
      case Node.Chain chain -> chain(dot, chain, words, last);
      case Node.Identifier word -> function(dot, word, command, words, last);
      case Pipe pipe -> {
        notAFunction(words, last);
        yield pipeline(dot, pipe);
      }
      case Node.Variable variable -> variable(dot, variable, words, last);
      default -> {
        node = first;
        notAFunction(words, last);
        yield plainWord(dot, first);
      }
    };
  }

  private void notAFunction(List<Node> words, Optional<Value> last) throws TemplateException {
    if (words.size() > 1 || last.isPresent()) {
      throw error("can't give argument to non-function " + words.getFirst());
    }
  }

  private Value plainWord(Value dot, Node word) throws TemplateException {
    return switch (word) {
      case Node.Flag(_, boolean flag) -> Values.bool(flag);
      case Node.Dot _ -> dot;
      case Node.NilWord _ -> throw error("nil is not a command");
      case Node.Numeral number -> constant(number);
      case Node.Literal(_, _, Value.Text text) -> text;
      default -> throw error("can't evaluate command " + GoQuote.text(word.toString(), false));
    };
  }

  /** What a number means where no type is asked for. */
  private Value constant(Node.Numeral word) throws TemplateException {
    node = word;
    var number = word.number();
    var text = word.text();
    boolean character = text.startsWith("'");
    if (number.complex().isPresent()) {
      return number.complex().get();
    }
    boolean fraction = !NumberText.isHexInteger(text) && !character && NumberText.hasFraction(text);
    if (number.real().isPresent() && fraction) {
      return new Value.Real(number.real().get());
    }
    if (number.integer().isPresent()) {
      return Values.integer(number.integer().get());
    }
    throw error(text + " overflows int");
  }

  private Value field(Value dot, Node.Field field, List<Node> words, Optional<Value> last)
      throws TemplateException {
    node = field;
    return fields(dot, dot, field, field.fields(), words, last);
  }

  private Value chain(Value dot, Node.Chain chain, List<Node> words, Optional<Value> last)
      throws TemplateException {
    node = chain;
    if (chain.of() instanceof Node.NilWord) {
      throw error("indirection through explicit nil in " + chain);
    }
    var of = argument(dot, Param.ANY, chain.of());
    return fields(dot, of, chain, chain.fields(), words, last);
  }

  private Value variable(Value dot, Node.Variable variable, List<Node> words, Optional<Value> last)
      throws TemplateException {
    node = variable;
    var value = local(variable.name()).value;
    if (variable.fields().isEmpty()) {
      if (!words.isEmpty() || last.isPresent()) {
        notAFunction(words, last);
      }
      return value;
    }
    return fields(dot, value, variable, variable.fields(), words, last);
  }

  private Value fields(
      Value dot, Value of, Node where, List<String> names, List<Node> words, Optional<Value> last)
      throws TemplateException {
    var value = of;
    int end = names.size() - 1;
    for (int i = 0; i < end; i++) {
      value = one(dot, value, names.get(i), where, List.of(), Optional.empty());
    }
    return one(dot, value, names.get(end), where, words, last);
  }

  /** A method's result, a field or the value of a key. */
  private Value one(
      Value dot, Value of, String field, Node where, List<Node> words, Optional<Value> last)
      throws TemplateException {
    if (of instanceof Value.Nil) {
      if (setting.missingKey() == MissingKey.ERROR) {
        throw error("nil data; no entry for key " + GoQuote.text(field, false));
      }
      return Values.NIL;
    }
    boolean hasArgs = words.size() > 1 || last.isPresent();
    return switch (of.open()) {
      case Value.Nil _ -> throw error("nil pointer evaluating " + of.type() + "." + field);
      case Value.NilPointer(var shape) -> {
        if (!shape.fields().contains(field)) {
          throw noSuchField(of, field);
        }
        throw error("nil pointer evaluating " + of.type() + "." + field);
      }
      case Value.Opaque opaque -> {
        var method = Optional.ofNullable(opaque.methods().get(field));
        if (method.isEmpty()) {
          throw noSuchField(of, field);
        }
        yield invoke(dot, method.get(), where, field, words, last);
      }
      case StructValue struct -> {
        var value = struct.field(field);
        if (value.isEmpty()) {
          throw noSuchField(of, field);
        }
        if (hasArgs) {
          throw error(field + " has arguments but cannot be invoked as function");
        }
        yield value.get();
      }
      case MapValue map when map.keyType().equals("string") || map.hasAnyKeys() -> {
        if (hasArgs) {
          throw error(field + " is not a method but has arguments");
        }
        yield entry(map, field);
      }
      case MapValue _,
          ListValue _,
          Value.Bool _,
          Value.Int _,
          Value.Real _,
          Value.Complex _,
          Value.Text _,
          Value.Boxed _ ->
          throw noSuchField(of, field);
    };
  }

  private TemplateException noSuchField(Value of, String field) {
    return error("can't evaluate field " + field + " in type " + of.type());
  }

  private Value entry(MapValue map, String key) throws TemplateException {
    var value = map.get(key);
    if (value.isPresent()) {
      return map.seen(value.get());
    }
    return switch (setting.missingKey()) {
      case NO_VALUE -> Values.NIL;
      case ZERO -> map.zero();
      case ERROR -> throw error("map has no entry for key " + GoQuote.text(key, false));
    };
  }

  private Value function(
      Value dot, Node.Identifier word, Node where, List<Node> words, Optional<Value> last)
      throws TemplateException {
    node = word;
    var function = setting.functions().get(word.name());
    if (function.isEmpty()) {
      throw error(GoQuote.text(word.name(), false) + " is not a defined function");
    }
    return invoke(dot, function.get(), where, word.name(), words, last);
  }

  /**
   * Calls a function or method.
   *
   * @param words its name and what follows; may be empty
   */
  private Value invoke(
      Value dot,
      Function function,
      Node where,
      String shown,
      List<Node> words,
      Optional<Value> last)
      throws TemplateException {
    var given = words.isEmpty() ? words : words.subList(1, words.size());
    checkCount(function, shown, given.size(), last.isPresent());
    if (shown.equals("and") || shown.equals("or")) {
      return shortCircuit(dot, shown.equals("or"), given, last);
    }
    var args = new ArrayList<Value>(given.size() + 2);
    if (shown.equals("call")) {
      args.add(Values.text(given.isEmpty() ? piped(last) : given.getFirst().toString()));
    }
    for (int i = 0; i < given.size(); i++) {
      args.add(argument(dot, function.param(i), given.get(i)));
    }
    if (last.isPresent()) {
      args.add(checked(last.get(), function.param(given.size())));
    }
    try {
      return function.body().call(args);
    } catch (FunctionException failed) {
      node = where;
      throw error("error calling " + shown + ": " + failed.getMessage());
    } catch (RuntimeException broken) {
      // As in Go, where a panic of a function is the template's error.
      node = where;
      throw error("error calling " + shown + ": " + broken);
    }
  }

  /** How an error text names a value that comes out of a pipe. */
  private static String piped(Optional<Value> last) {
    return switch (last.map(Value::open).orElse(Values.NIL)) {
      case Value.Text(String text) -> text;
      case Value.Nil _ -> "<invalid Value>";
      case Value other -> "<" + other.type() + " Value>";
    };
  }

  private void checkCount(Function function, String shown, int given, boolean last)
      throws TemplateException {
    int count = given + (last ? 1 : 0);
    int fixed = function.params().size();
    if (function.more().isPresent() && count < fixed) {
      throw error(
          "wrong number of args for %s: want at least %d got %d".formatted(shown, fixed, given));
    }
    if (function.more().isEmpty() && count != fixed) {
      throw error("wrong number of args for %s: want %d got %d".formatted(shown, fixed, count));
    }
  }

  private Value shortCircuit(Value dot, boolean or, List<Node> given, Optional<Value> last)
      throws TemplateException {
    var value = Values.NIL;
    for (var each : given) {
      value = argument(dot, Param.VALUE, each).open();
      if (value.isTrue() == or) {
        return value;
      }
    }
    return last.orElse(value);
  }

  private Value argument(Value dot, Param param, Node word) throws TemplateException {
    node = word;
    return switch (word) {
      case Node.Dot _ -> checked(dot, param);
      case Node.NilWord _ -> {
        if (!param.takesNil()) {
          throw error("cannot assign nil to " + param.goName());
        }
        yield param.zero();
      }
      case Node.Field field -> checked(field(dot, field, List.of(), Optional.empty()), param);
      case Node.Variable variable ->
          checked(variable(dot, variable, List.of(), Optional.empty()), param);
      case Pipe pipe -> checked(pipeline(dot, pipe), param);
      case Node.Identifier name ->
          checked(function(dot, name, name, List.of(), Optional.empty()), param);
      case Node.Chain chain -> checked(chain(dot, chain, List.of(), Optional.empty()), param);
      default -> literal(param, word);
    };
  }

  /** A value as a parameter of some type takes it. */
  private Value checked(Value value, Param param) throws TemplateException {
    if (param == Param.VALUE) {
      return value;
    }
    var open = value.open();
    if (open instanceof Value.Nil) {
      if (!param.takesNil()) {
        throw error(
            value instanceof Value.Boxed
                ? "wrong type for value; expected " + param.goName() + "; got " + value.type()
                : "invalid value; expected " + param.goName());
      }
      return param.zero();
    }
    if (!param.takes(open)) {
      throw error("wrong type for value; expected " + param.goName() + "; got " + open.type());
    }
    return open;
  }

  private Value literal(Param param, Node word) throws TemplateException {
    return switch (param) {
      case ANY, VALUE -> plainWord(Values.NIL, word);
      case STRING -> {
        if (word instanceof Node.Literal(_, _, Value.Text text)) {
          yield text;
        }
        throw error("expected string; found " + word);
      }
      case BOOL -> {
        if (word instanceof Node.Flag(_, boolean flag)) {
          yield Values.bool(flag);
        }
        throw error("expected bool; found " + word);
      }
      case INT -> integer(word, Value.IntKind.INT);
      case INT64 -> integer(word, Value.IntKind.INT64);
      case UINT64 -> {
        if (word instanceof Node.Numeral(_, _, NumberText number)
            && number.unsigned().isPresent()) {
          yield new Value.Int(number.unsigned().get(), Value.IntKind.UINT64);
        }
        throw error("expected unsigned integer; found " + word);
      }
      case FLOAT -> {
        if (word instanceof Node.Numeral(_, _, NumberText number) && number.real().isPresent()) {
          yield new Value.Real(number.real().get());
        }
        throw error("expected float; found " + word);
      }
      case LIST, STRINGS, BYTES, MAP, STRING_MAP, PAIRS, SERVICES, TIME ->
          throw error("can't handle " + word + " for arg of type " + param.goName());
    };
  }

  private Value integer(Node word, Value.IntKind kind) throws TemplateException {
    if (word instanceof Node.Numeral(_, _, NumberText number) && number.integer().isPresent()) {
      return new Value.Int(number.integer().get(), kind);
    }
    throw error("expected integer; found " + word);
  }

  private void print(Node action, Value value) throws TemplateException {
    node = action;
    var open = value.open();
    if (open instanceof ListValue list && list.isChannel()) {
      throw error("can't print " + action + " of type " + open.type());
    }
    out.append(open instanceof Value.Nil ? "<no value>" : GoFormat.printed(open));
  }

  private TemplateException error(String message) {
    return new TemplateException(
        "template: %s: executing %s at <%s>: %s"
            .formatted(template.location(node.at()), GoQuote.text(name, false), node, message));
  }
}
