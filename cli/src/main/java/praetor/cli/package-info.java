@NullMarked
package praetor.cli;

import org.jspecify.annotations.NullMarked;
