@NullMarked
package praetor.dns;

import org.jspecify.annotations.NullMarked;
