/**
 * Watches: blocking reads repeated for ever, whose results go to a handler when they differ from
 * the one before. The {@code watch} command and the watches of an agent's configuration are both
 * made of these.
 *
 * <p>Start reading at {@link praetor.client.watch.Watch}, which is what to watch, and {@link
 * praetor.client.watch.WatchLoop}, which watches it.
 */
@NullMarked
package praetor.client.watch;

import org.jspecify.annotations.NullMarked;
