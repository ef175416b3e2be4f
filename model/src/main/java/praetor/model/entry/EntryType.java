package praetor.model.entry;

import java.util.List;

/** What a field of a config entry holds. */
public sealed interface EntryType {
  /** Text. */
  record Text() implements EntryType {}

  /** A whole number. */
  record Whole() implements EntryType {}

  record Real() implements EntryType {}

  record Flag() implements EntryType {}

  /** A duration: text in JSON, nanoseconds elsewhere. */
  record Time() implements EntryType {}

  /** Free-form configuration. */
  record Any() implements EntryType {}

  /** What is taken and forgotten: names of the Enterprise edition. */
  record Ignored() implements EntryType {}

  record ListOf(EntryType element) implements EntryType {}

  record MapOf(EntryType value) implements EntryType {}

  /**
   * Named fields.
   *
   * @param optional whether it can be absent, or else is there with every field empty
   */
  record Struct(boolean optional, List<EntryField> fields) implements EntryType {
    public Struct {
      fields = List.copyOf(fields);
    }
  }
}
