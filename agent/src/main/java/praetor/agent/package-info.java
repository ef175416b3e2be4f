@NullMarked
package praetor.agent;

import org.jspecify.annotations.NullMarked;
