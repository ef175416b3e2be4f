/** Commands below {@code kv}. */
@NullMarked
package praetor.cli.kv;

import org.jspecify.annotations.NullMarked;
