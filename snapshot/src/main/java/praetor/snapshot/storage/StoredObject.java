package praetor.snapshot.storage;

import java.time.Instant;

/**
 * An object in a store.
 *
 * @param name below the store's location
 * @param size in bytes
 * @param modified when it was written, by the store's clock
 */
public record StoredObject(String name, long size, Instant modified) {}
