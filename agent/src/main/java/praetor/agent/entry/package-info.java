/** Questions about config entries, and who may ask them. Pure. */
@NullMarked
package praetor.agent.entry;

import org.jspecify.annotations.NullMarked;
