/**
 * Where snapshots and backups are kept: one interface for folders, S3, Azure and what users bring.
 *
 * <p>Start reading at {@link praetor.snapshot.storage.SnapshotStore}, the interface, and {@link
 * praetor.snapshot.storage.Stores}, which opens one for a location such as {@code
 * s3://bucket/prefix?region=eu-west-1}. A new kind of storage is a {@link
 * praetor.snapshot.storage.StorageBackend} on the class path, found by {@link
 * java.util.ServiceLoader}; nothing else changes. Stores may be used by any thread.
 */
@NullMarked
package praetor.snapshot.storage;

import org.jspecify.annotations.NullMarked;
