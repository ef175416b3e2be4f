package praetor.model.codec;

/** What a codec's values are made of, for those who look into records by name: filters. */
public sealed interface Form {
  /** A {@code String} or {@link praetor.model.Bytes}. */
  record Text() implements Form {}

  record Bool() implements Form {}

  record Int() implements Form {}

  /** A long that stands for an unsigned number. */
  record Uint() implements Form {}

  record Real() implements Form {}

  /** A record with its fields. */
  record Struct(Shape<?> shape) implements Form {}

  /** A {@code List}. */
  record ListOf(Form element) implements Form {}

  /** A {@code Map} whose keys are strings. */
  record MapOf(Form value) implements Form {}

  /** An {@code Optional}. */
  record Maybe(Form value) implements Form {}

  /** Anything else: durations, free-form JSON. */
  record Opaque() implements Form {}
}
