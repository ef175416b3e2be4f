package praetor.samples.portal;

import java.io.IOException;
import java.util.List;

/** Finds the running copies of a service. Safe for any thread. */
@FunctionalInterface
interface Discovery {
  /**
   * All there are now, the one to ask first at the front.
   *
   * @throws IOException there is none, or nobody could be asked
   */
  List<Instance> find(String service) throws IOException;
}
