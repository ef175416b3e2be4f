/**
 * Backups of keys and their values: a JSON file of all keys, made, looked into and written back
 * through the HTTP API. Start reading at {@link praetor.snapshot.backup.KvFile}; {@link
 * praetor.snapshot.backup.KvSource} has the snapshot package's Saver make such files.
 */
@NullMarked
package praetor.snapshot.backup;

import org.jspecify.annotations.NullMarked;
