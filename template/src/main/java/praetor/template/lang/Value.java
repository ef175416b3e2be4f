package praetor.template.lang;

import java.util.Map;

/**
 * What templates compute with: the values of Go that consul-template's functions bring, each with
 * the name of its Go type, which error texts and {@code %T} show.
 */
public sealed interface Value
    permits Value.Nil,
        Value.Bool,
        Value.Int,
        Value.Real,
        Value.Complex,
        Value.Text,
        Value.NilPointer,
        Value.Boxed,
        Value.Opaque,
        ListValue,
        MapValue,
        StructValue {

  /** Name of the Go type. */
  String type();

  /** No value at all: an untyped nil. */
  record Nil() implements Value {
    @Override
    public String type() {
      return "<nil>";
    }
  }

  record Bool(boolean flag) implements Value {
    @Override
    public String type() {
      return "bool";
    }
  }

  /** Sizes and signs of integers. */
  enum IntKind {
    INT("int", false),
    INT32("int32", false),
    INT64("int64", false),
    UINT8("uint8", true),
    UINT32("uint32", true),
    UINT64("uint64", true);

    private final String goName;
    private final boolean unsigned;

    IntKind(String goName, boolean unsigned) {
      this.goName = goName;
      this.unsigned = unsigned;
    }

    public String goName() {
      return goName;
    }

    public boolean unsigned() {
      return unsigned;
    }
  }

  /** A whole number; unsigned ones as {@link Long#toUnsignedString} reads them. */
  record Int(long number, IntKind kind) implements Value {
    @Override
    public String type() {
      return kind.goName;
    }
  }

  /** A float64. */
  record Real(double number) implements Value {
    @Override
    public String type() {
      return "float64";
    }
  }

  /** A complex128. */
  record Complex(double real, double imaginary) implements Value {
    @Override
    public String type() {
      return "complex128";
    }
  }

  /** A string; bytes that are no characters as {@link GoText} keeps them. */
  record Text(String text) implements Value {
    @Override
    public String type() {
      return "string";
    }
  }

  /** A pointer to no struct. */
  record NilPointer(StructValue.Shape shape) implements Value {
    @Override
    public String type() {
      return shape.goName();
    }
  }

  /**
   * A value that is known only as {@code interface {}}: an element of a list or map of anything.
   * Functions that take whatever there is get what is inside.
   */
  record Boxed(Value inside) implements Value {
    @Override
    public String type() {
      return "interface {}";
    }
  }

  /** Something with methods only. */
  non-sealed interface Opaque extends Value {
    /** How it is printed. */
    String shown();

    /** How an action prints it: what a pointer points to. */
    default String printed() {
      return shown();
    }

    /** As {@code %#v} writes it. */
    default String syntax() {
      return shown();
    }

    /** Its methods by name. */
    Map<String, Function> methods();
  }

  /** What is inside, if it is boxed. */
  default Value open() {
    return this instanceof Boxed(Value inside) ? inside : this;
  }

  /** Go's truth: not empty, not zero. */
  default boolean isTrue() {
    return switch (this) {
      case Nil _, NilPointer _ -> false;
      case Bool(boolean flag) -> flag;
      case Int(long number, _) -> number != 0;
      case Real(double number) -> number != 0;
      case Complex(double real, double imaginary) -> real != 0 || imaginary != 0;
      case Text(String text) -> !text.isEmpty();
      case Boxed(Value inside) -> inside.isTrue();
      case ListValue list -> list.isChannel() || !list.elements().isEmpty();
      case MapValue map -> !map.isEmpty();
      case StructValue _, Opaque _ -> true;
    };
  }
}
