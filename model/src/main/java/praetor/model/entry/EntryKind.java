package praetor.model.entry;

import java.util.List;

/**
 * What entries of a kind hold.
 *
 * @param fields in the order in which JSON shows them; the kind and, where entries of the kind have
 *     one, the name are among them
 * @param oneName the name that is meant when none is given; empty for kinds with many entries
 * @param packedTwice whether MessagePack holds the fields in a value of its own
 */
public record EntryKind(String name, List<EntryField> fields, String oneName, boolean packedTwice) {
  static final String KIND = "Kind";
  static final String NAME = "Name";

  public EntryKind {
    fields = List.copyOf(fields);
  }

  /** Whether entries say their name; there is only one of the others. */
  boolean isNamed() {
    return fields.stream().anyMatch(field -> field.name().equals(NAME));
  }

  /** A field that is in every entry and that entries do not keep among the others. */
  static boolean isOfAll(EntryField field) {
    return field.name().equals(KIND) || field.name().equals(NAME);
  }
}
