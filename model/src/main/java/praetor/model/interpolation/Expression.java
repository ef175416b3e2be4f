package praetor.model.interpolation;

import java.util.List;

/** An expression as it was read. */
sealed interface Expression {
  Position at();

  record Literal(Value value, Position at) implements Expression {}

  record Variable(String name, Position at) implements Expression {}

  /**
   * An element of a variable; there are no variables that have any.
   *
   * @param bracket where the index begins
   */
  record Element(Variable of, Expression index, Position bracket) implements Expression {
    @Override
    public Position at() {
      return of.at();
    }
  }

  record Call(String function, List<Expression> arguments, Position at) implements Expression {}

  record Binary(Operator operator, Expression left, Expression right) implements Expression {
    @Override
    public Position at() {
      return left.at();
    }
  }

  record Not(Expression operand, Position at) implements Expression {}

  record Minus(Expression operand, Position at) implements Expression {}

  record Choice(Expression condition, Expression then, Expression otherwise) implements Expression {
    @Override
    public Position at() {
      return condition.at();
    }
  }

  /** Text with expressions in it: everything between quotes, and the whole. */
  record Joined(List<Expression> parts, Position at) implements Expression {}
}
