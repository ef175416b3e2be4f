package praetor.http.route;

import praetor.http.Request;
import praetor.http.Response;

/**
 * Answers by returning; runs on a virtual thread of its own and may block. What it throws becomes
 * the answer: see {@link Router}. It runs to its end even when the client leaves: what waits for
 * news belongs into a {@link QuickHandler}, which is told.
 */
@FunctionalInterface
public interface BlockingHandler {
  Response handle(Request request) throws Exception;
}
