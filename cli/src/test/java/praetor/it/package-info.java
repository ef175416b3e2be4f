/**
 * The built program as its users meet it: a child process, its HTTP API, its DNS and its commands.
 *
 * <p>Start at {@link praetor.it.Program}. What this version cannot do yet is listed in one place
 * for each kind of recording, printed by every run, and shrinks.
 */
@NullMarked
package praetor.it;

import org.jspecify.annotations.NullMarked;
