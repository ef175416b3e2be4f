/** Commands for those who run servers: consensus, autopilot, usage. */
@NullMarked
package praetor.cli.operator;

import org.jspecify.annotations.NullMarked;
