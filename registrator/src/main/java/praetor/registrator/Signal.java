package praetor.registrator;

import praetor.docker.EngineEvent;

/** What the loop is told. */
sealed interface Signal {
  /** Events are followed from now on; what was before is to be looked up. */
  record Following() implements Signal {}

  /** Something happened to a container. */
  record Happened(EngineEvent event) implements Signal {}

  /** No events come any more, for a reason; they are followed again as soon as possible. */
  record Lost(String reason) implements Signal {}
}
