@NullMarked
package praetor.state.archive;

import org.jspecify.annotations.NullMarked;
