/**
 * A small Java client of the HTTP API, for the command line and for programs beside the agent.
 *
 * <p>Start reading at {@link praetor.client.ConsulClient}: a raw call and a few typed ones, over a
 * {@link praetor.client.Transport}. {@link praetor.client.SocketTransport} speaks HTTP/1.1 over a
 * plain socket, TLS or a unix socket; the JDK's HTTP client is not used because its start alone
 * takes longer than a whole {@code kv get}. Each call has its own connection; objects of this
 * package may be shared by threads.
 */
@NullMarked
package praetor.client;

import org.jspecify.annotations.NullMarked;
