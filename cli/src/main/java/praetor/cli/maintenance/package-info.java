/** Commands that look after one running agent. */
@NullMarked
package praetor.cli.maintenance;

import org.jspecify.annotations.NullMarked;
