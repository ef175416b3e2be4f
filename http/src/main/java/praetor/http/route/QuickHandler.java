package praetor.http.route;

import praetor.http.Exchange;

/**
 * Answers on the event loop, or takes note of the exchange and answers later from any thread. Must
 * not block. What it throws becomes the answer: see {@link Router}.
 */
@FunctionalInterface
public interface QuickHandler {
  void handle(Exchange exchange) throws Exception;
}
