package praetor.model.filter;

/** A bound part of an expression: tests a row, or a value inside one. */
@FunctionalInterface
interface Test {
  boolean matches(Object value);
}
