/**
 * Backups: the snapshot agent, where snapshots are kept, how they are proved, and the KV backup
 * utility. Speaks to agents through {@link praetor.client} alone.
 */
@NullMarked
package praetor.snapshot;

import org.jspecify.annotations.NullMarked;
