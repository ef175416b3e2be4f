/**
 * Snapshots in S3 and in what speaks its language, Google Cloud Storage among them. Start reading
 * at {@link praetor.snapshot.s3.S3Backend}.
 *
 * <p>Amazon's SDK does the signing, the credentials and the tries; its classes are loaded when a
 * store is opened and not before.
 */
@NullMarked
package praetor.snapshot.s3;

import org.jspecify.annotations.NullMarked;
