package praetor.agent.event;

import java.util.List;

/** A service of this agent, as the filters of events see it. */
public record TaggedService(String name, List<String> tags) {
  public TaggedService {
    tags = List.copyOf(tags);
  }
}
