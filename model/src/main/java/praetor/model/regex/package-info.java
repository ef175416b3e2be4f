/** Regular expressions in Go's syntax with Go's errors: {@link praetor.model.regex.GoRegex}. */
@NullMarked
package praetor.model.regex;

import org.jspecify.annotations.NullMarked;
