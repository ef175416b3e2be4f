/**
 * Which route answers a request, and the answers given when none does: redirects to the clean path,
 * 404, 405, blocked endpoints. Pure, apart from {@link praetor.http.route.Router} starting virtual
 * threads for blocking routes. Start reading there; {@link praetor.http.route.RouteTable} finds.
 */
@NullMarked
package praetor.http.route;

import org.jspecify.annotations.NullMarked;
