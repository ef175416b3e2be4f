@NullMarked
package praetor.state;

import org.jspecify.annotations.NullMarked;
