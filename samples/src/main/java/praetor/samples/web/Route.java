package praetor.samples.web;

import java.io.IOException;

/** Answers the requests of one path. Called by many virtual threads at once. */
@FunctionalInterface
public interface Route {
  /**
   * Answers a request.
   *
   * @throws BadInputException told to whoever asked, as 400
   * @throws IOException somebody asked for the answer did not give it, told as 502
   */
  Answer answer(Call call) throws BadInputException, IOException, InterruptedException;
}
