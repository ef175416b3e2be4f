/**
 * The edge of the HTTP API: listeners, connections, limits, and the way from bytes to {@link
 * praetor.http.Request} and back. Start reading at {@link praetor.http.net.HttpServer}. Each
 * connection is owned by one event loop; only {@link praetor.http.Exchange} is for other threads.
 */
@NullMarked
package praetor.http.net;

import org.jspecify.annotations.NullMarked;
