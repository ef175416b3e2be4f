/**
 * The endpoints of the HTTP API. {@link praetor.http.api.HttpApi} lists them all; a class per
 * family handles them.
 *
 * <p>A read becomes a {@link praetor.agent.read.Query} and goes through {@link
 * praetor.http.api.ReadAnswers}, which knows about blocking, headers and shared encodings; a write
 * is a call on {@link praetor.agent.servers.Servers} from a virtual thread.
 */
@NullMarked
package praetor.http.api;

import org.jspecify.annotations.NullMarked;
