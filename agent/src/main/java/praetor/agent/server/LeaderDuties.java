package praetor.agent.server;

import java.util.List;

/**
 * Starts and stops what only the leader does, and lets requests in between. Safe for any thread.
 */
final class LeaderDuties {
  private final LeaderGate gate;
  private final List<LeaderDuty> duties;
  private boolean running;

  LeaderDuties(LeaderGate gate, List<LeaderDuty> duties) {
    this.gate = gate;
    this.duties = List.copyOf(duties);
  }

  synchronized void start() {
    if (running) {
      return;
    }
    running = true;
    gate.open();
    duties.forEach(LeaderDuty::start);
  }

  synchronized void stop() {
    if (!running) {
      return;
    }
    running = false;
    gate.close();
    duties.forEach(LeaderDuty::stop);
  }

  /** Begins everything anew, for the state is another one; requests still come in. */
  synchronized void restart() {
    if (running) {
      duties.forEach(LeaderDuty::stop);
      duties.forEach(LeaderDuty::start);
    }
  }
}
