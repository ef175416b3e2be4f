/**
 * Snapshots that only those with the key can read. Start reading at {@link
 * praetor.snapshot.seal.SealedFile}, which has the format.
 */
@NullMarked
package praetor.snapshot.seal;

import org.jspecify.annotations.NullMarked;
