/**
 * The proof of a snapshot: it is restored into a store of this process that nobody uses, and what
 * that store holds is compared with what the file said. Start reading at {@link
 * praetor.snapshot.drill.Drill}.
 */
@NullMarked
package praetor.snapshot.drill;

import org.jspecify.annotations.NullMarked;
