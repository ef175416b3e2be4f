package praetor.model.interpolation;

import java.util.Objects;
import praetor.model.interpolation.Expression.Binary;
import praetor.model.interpolation.Expression.Call;
import praetor.model.interpolation.Expression.Choice;
import praetor.model.interpolation.Expression.Element;
import praetor.model.interpolation.Expression.Joined;
import praetor.model.interpolation.Expression.Literal;
import praetor.model.interpolation.Expression.Minus;
import praetor.model.interpolation.Expression.Not;
import praetor.model.interpolation.Expression.Variable;

/** Computes expressions whose names and types were checked. */
record Evaluation(Scope scope) {
  Value valueOf(Expression expression) throws InterpolationException {
    return switch (expression) {
      case Literal(var value, _) -> value;
      case Variable(var name, _) ->
          new Value.Text(Objects.requireNonNull(scope.variables().get(name)));
      case Element _ -> throw new IllegalStateException("no variable has elements");
      case Call(var name, var arguments, _) -> {
        var function = Objects.requireNonNull(scope.functions().get(name));
        yield new Value.Text(function.apply(valueOf(arguments.getFirst()).asInt()));
      }
      case Binary binary -> valueOf(binary);
      case Not(var operand, _) -> new Value.Bool(!valueOf(operand).asBool());
      case Minus(var operand, _) -> negative(valueOf(operand));
      case Choice choice -> valueOf(choice);
      case Joined(var parts, _) -> {
        var text = new StringBuilder();
        for (var part : parts) {
          text.append(valueOf(part).asText());
        }
        yield new Value.Text(text.toString());
      }
    };
  }

  private static Value negative(Value value) throws InterpolationException {
    return value instanceof Value.Real(double number)
        ? new Value.Real(-number)
        : new Value.Int(-value.asInt());
  }

  private Value valueOf(Choice choice) throws InterpolationException {
    var then = valueOf(choice.then());
    var otherwise = valueOf(choice.otherwise());
    var common = TypeCheck.common(then.type(), otherwise.type());
    var converted = then.as(common);
    var other = otherwise.as(common);
    return valueOf(choice.condition()).asBool() ? converted : other;
  }

  private Value valueOf(Binary binary) throws InterpolationException {
    var left = valueOf(binary.left());
    var right = valueOf(binary.right());
    return switch (binary.operator()) {
      case OR, AND -> logic(binary.operator(), left.asBool(), right.asBool());
      case EQUAL -> new Value.Bool(left.equals(right.as(left.type())));
      case NOT_EQUAL -> new Value.Bool(!left.equals(right.as(left.type())));
      case AT_MOST -> new Value.Bool(compare(left, right) <= 0);
      case AT_LEAST -> new Value.Bool(compare(left, right) >= 0);
      case LESS -> new Value.Bool(compare(left, right) < 0);
      case GREATER -> new Value.Bool(compare(left, right) > 0);
      case PLUS, MINUS, TIMES, DIVIDED, MODULO -> computed(binary.operator(), left, right);
    };
  }

  private static Value logic(Operator operator, boolean left, boolean right) {
    return new Value.Bool(operator == Operator.OR ? left || right : left && right);
  }

  private static int compare(Value left, Value right) throws InterpolationException {
    return TypeCheck.numeric(left.type(), right.type()) == Type.FLOAT
        ? Double.compare(left.asReal(), right.asReal())
        : Long.compare(left.asInt(), right.asInt());
  }

  private static Value computed(Operator operator, Value left, Value right)
      throws InterpolationException {
    return TypeCheck.numeric(left.type(), right.type()) == Type.FLOAT
        ? new Value.Real(computed(operator, left.asReal(), right.asReal()))
        : new Value.Int(computed(operator, left.asInt(), right.asInt()));
  }

  private static double computed(Operator operator, double left, double right) {
    return switch (operator) {
      case PLUS -> left + right;
      case MINUS -> left - right;
      case TIMES -> left * right;
      case DIVIDED -> left / right;
      case MODULO, OR, AND, EQUAL, NOT_EQUAL, AT_MOST, AT_LEAST, LESS, GREATER ->
          throw new IllegalStateException("no computation: " + operator);
    };
  }

  private static long computed(Operator operator, long left, long right)
      throws InterpolationException {
    if (right == 0 && (operator == Operator.DIVIDED || operator == Operator.MODULO)) {
      throw new InterpolationException("__builtin_IntMath: divide by zero");
    }
    return switch (operator) {
      case PLUS -> left + right;
      case MINUS -> left - right;
      case TIMES -> left * right;
      case DIVIDED -> left / right;
      case MODULO -> left % right;
      case OR, AND, EQUAL, NOT_EQUAL, AT_MOST, AT_LEAST, LESS, GREATER ->
          throw new IllegalStateException("no computation: " + operator);
    };
  }
}
