/**
 * A tiny HTTP client over plain sockets and free ports for servers under test.
 *
 * <p>Start at {@link praetor.testkit.net.RawHttp}. It exists because the clients of the JDK
 * normalise paths and refuse headers that a compatible server must take. No state outlives a call.
 */
@NullMarked
package praetor.testkit.net;

import org.jspecify.annotations.NullMarked;
