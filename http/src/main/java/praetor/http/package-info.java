/**
 * The HTTP API. This package holds the values every part of it shares: {@link praetor.http.Request}
 * and {@link praetor.http.Response}, and the two seams between its parts, {@link
 * praetor.http.HttpHandler} and {@link praetor.http.Exchange}.
 *
 * <p>{@code praetor.http.net} is the edge: sockets, HTTP/1 and HTTP/2, TLS, connection limits. It
 * knows no route. {@code praetor.http.route} is pure: from a request to the route that answers it,
 * with the redirects and refusals of Consul's API. Start reading at {@link
 * praetor.http.route.Router}.
 */
@NullMarked
package praetor.http;

import org.jspecify.annotations.NullMarked;
