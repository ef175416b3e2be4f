package praetor.model.interpolation;

import praetor.model.interpolation.Expression.Binary;
import praetor.model.interpolation.Expression.Call;
import praetor.model.interpolation.Expression.Choice;
import praetor.model.interpolation.Expression.Element;
import praetor.model.interpolation.Expression.Joined;
import praetor.model.interpolation.Expression.Literal;
import praetor.model.interpolation.Expression.Minus;
import praetor.model.interpolation.Expression.Not;
import praetor.model.interpolation.Expression.Variable;

/** Finds the names and types that do not fit, before anything is evaluated. */
record TypeCheck(Scope scope) {
  Type typeOf(Expression expression) throws InterpolationException {
    return switch (expression) {
      case Literal(var value, _) -> value.type();
      case Variable variable -> typeOf(variable);
      case Element(var of, var index, var bracket) -> {
        var type = typeOf(of);
        typeOf(index);
        throw wrong(bracket, "invalid index operation into non-indexable type: " + type.goName());
      }
      case Call call -> typeOf(call);
      case Binary binary -> typeOf(binary);
      case Not(var operand, var at) -> {
        operand(2, typeOf(operand), Type.BOOL, at);
        yield Type.BOOL;
      }
      case Minus(var operand, var at) -> {
        var type = typeOf(operand);
        var wanted = type == Type.FLOAT ? Type.FLOAT : Type.INT;
        operand(2, type, wanted, at);
        yield wanted;
      }
      case Choice choice -> typeOf(choice);
      case Joined(var parts, _) -> {
        for (var part : parts) {
          typeOf(part);
        }
        yield Type.STRING;
      }
    };
  }

  private Type typeOf(Variable variable) throws InterpolationException {
    if (!scope.variables().containsKey(variable.name())) {
      throw new InterpolationException(
          variable.at() + ": unknown variable accessed: " + variable.name());
    }
    return Type.STRING;
  }

  private Type typeOf(Call call) throws InterpolationException {
    var type = Type.STRING;
    for (var argument : call.arguments()) {
      type = typeOf(argument);
    }
    var name = call.function();
    if (!scope.functions().containsKey(name)) {
      throw new InterpolationException(call.at() + ": unknown function called: " + name);
    }
    int count = call.arguments().size();
    if (count != 1) {
      throw new InterpolationException(
          call.at() + ": " + name + ": expected 1 arguments, got " + count);
    }
    if (!type.becomes(Type.INT)) {
      throw wrong(call.at(), name + ": argument 1 should be type int, got type " + type.word());
    }
    return Type.STRING;
  }

  private Type typeOf(Binary binary) throws InterpolationException {
    var left = typeOf(binary.left());
    var right = typeOf(binary.right());
    var at = binary.at();
    return switch (binary.operator().kind()) {
      case LOGIC -> {
        logical(left, at);
        logical(right, at);
        yield Type.BOOL;
      }
      case EQUALITY -> {
        operand(2, right, left, at);
        yield Type.BOOL;
      }
      case ORDER -> {
        numbers(left, right, at);
        yield Type.BOOL;
      }
      case ARITHMETIC -> {
        var type = numbers(left, right, at);
        if (binary.operator() == Operator.MODULO && type == Type.FLOAT) {
          throw wrong(at, "modulo cannot be used with floats");
        }
        yield type;
      }
    };
  }

  private static void logical(Type type, Position at) throws InterpolationException {
    if (!type.becomes(Type.BOOL)) {
      throw wrong(at, "logical operators require boolean operands, not " + type.goName());
    }
  }

  private static Type numbers(Type left, Type right, Position at) throws InterpolationException {
    var wanted = numeric(left, right);
    operand(1, left, wanted, at);
    operand(2, right, wanted, at);
    return wanted;
  }

  /** In which type numbers are computed. */
  static Type numeric(Type left, Type right) {
    return left == Type.FLOAT || right == Type.FLOAT ? Type.FLOAT : Type.INT;
  }

  private static void operand(int number, Type type, Type wanted, Position at)
      throws InterpolationException {
    if (!type.becomes(wanted)) {
      throw wrong(
          at, "operand %d should be %s, got %s".formatted(number, wanted.goName(), type.goName()));
    }
  }

  private Type typeOf(Choice choice) throws InterpolationException {
    var condition = typeOf(choice.condition());
    var then = typeOf(choice.then());
    var otherwise = typeOf(choice.otherwise());
    if (!condition.becomes(Type.BOOL)) {
      throw wrong(choice.at(), "condition must be type bool, not type " + condition.word());
    }
    var common = common(then, otherwise);
    if (!then.becomes(common) || !otherwise.becomes(common)) {
      throw wrong(
          choice.at(),
          "true and false expression types must match; have type %s and type %s"
              .formatted(then.word(), otherwise.word()));
    }
    return common;
  }

  /** The type that both sides of a choice get: text becomes what the other side is. */
  static Type common(Type then, Type otherwise) {
    return then == Type.STRING ? otherwise : then;
  }

  private static InterpolationException wrong(Position at, String what) {
    return new InterpolationException(at.inWords() + ": " + what);
  }
}
