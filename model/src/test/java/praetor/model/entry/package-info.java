@NullMarked
package praetor.model.entry;

import org.jspecify.annotations.NullMarked;
