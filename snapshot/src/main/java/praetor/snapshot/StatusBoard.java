package praetor.snapshot;

import java.util.function.UnaryOperator;

/** Holds the status of an agent. Safe for any thread; readers never wait. */
final class StatusBoard {
  private volatile AgentStatus status = AgentStatus.NEW;

  AgentStatus get() {
    return status;
  }

  synchronized void change(UnaryOperator<AgentStatus> change) {
    status = change.apply(status);
  }
}
