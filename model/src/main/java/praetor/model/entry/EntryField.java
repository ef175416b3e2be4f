package praetor.model.entry;

/**
 * A field of a config entry.
 *
 * @param name as Go's structures have it
 * @param always whether JSON shows it when it is empty, too
 */
public record EntryField(String name, EntryType type, boolean always) {}
