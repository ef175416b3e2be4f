/** The commands {@code lab}: flags and words around module {@code lab}. */
@NullMarked
package praetor.cli.lab;

import org.jspecify.annotations.NullMarked;
