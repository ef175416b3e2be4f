package praetor.model.filter;

import java.util.List;

/** A filter as it was read, before its selectors are looked up. */
sealed interface Expression {
  /** All hold; at least two. */
  record And(List<Expression> all) implements Expression {}

  /** One holds; at least two. */
  record Or(List<Expression> any) implements Expression {}

  record Not(Expression inner) implements Expression {}

  /**
   * Compares what a selector finds with a value.
   *
   * @param value empty for the operators that take none
   */
  record Match(Selector selector, Operator operator, String value) implements Expression {}

  /** A path of names. */
  record Selector(List<String> path) {
    /** The first names as errors show them. */
    String head(int length) {
      return String.join(".", path.subList(0, length));
    }

    @Override
    public String toString() {
      return String.join(".", path);
    }
  }

  /** How a value is compared. The labels are those of Consul's errors. */
  enum Operator {
    EQUAL("Equal", false),
    NOT_EQUAL("Not Equal", true),
    IN("In", false),
    NOT_IN("Not In", true),
    /** Holds for an absent value: Consul 1.21 finds {@code Meta.missing matches "x"} true. */
    MATCHES("Matches", true),
    NOT_MATCHES("Not Matches", true),
    EMPTY("Is Empty", true),
    NOT_EMPTY("Is Not Empty", false);

    private final String label;
    private final boolean holdsForAbsent;

    Operator(String label, boolean holdsForAbsent) {
      this.label = label;
      this.holdsForAbsent = holdsForAbsent;
    }

    String label() {
      return label;
    }

    /** What it says of a name that a map does not have. */
    boolean holdsForAbsent() {
      return holdsForAbsent;
    }
  }
}
