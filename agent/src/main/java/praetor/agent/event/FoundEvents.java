package praetor.agent.event;

import java.util.List;

/**
 * The events that a reader wants, oldest first.
 *
 * @param index what to give for the events after these
 */
public record FoundEvents(List<UserEvent> events, long index) {
  public FoundEvents {
    events = List.copyOf(events);
  }
}
