/** A small HTTP balancer that reads nginx's {@code upstream} blocks. */
@NullMarked
package praetor.samples.balancer;

import org.jspecify.annotations.NullMarked;
