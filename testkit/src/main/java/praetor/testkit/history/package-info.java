/** Recorded histories of a register, and whether one order explains them. */
@NullMarked
package praetor.testkit.history;

import org.jspecify.annotations.NullMarked;
