/** Commands below {@code catalog}. */
@NullMarked
package praetor.cli.catalog;

import org.jspecify.annotations.NullMarked;
