package praetor.gossip.serf;

import java.util.Map;
import praetor.gossip.wire.Endpoint;

/**
 * Who a member is.
 *
 * @param endpoint where the others reach it
 */
public record Identity(String name, Endpoint endpoint, Map<String, String> tags) {
  public Identity {
    tags = Map.copyOf(tags);
  }
}
