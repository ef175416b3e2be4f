/**
 * Programs that commands and the daemon start: found as a shell finds them, ended together with all
 * that they started. Start reading at {@link praetor.process.Child}.
 */
@NullMarked
package praetor.process;

import org.jspecify.annotations.NullMarked;
