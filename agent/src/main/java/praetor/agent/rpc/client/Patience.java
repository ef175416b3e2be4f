package praetor.agent.rpc.client;

import java.time.Duration;

/**
 * What may be done with a call that does not succeed at once.
 *
 * @param repeatable whether it may be made again although a server may have carried it out
 * @param maxWait how long the server may let it wait for a change; zero for one that never waits
 */
record Patience(boolean repeatable, Duration maxWait) {
  static final Patience READ = new Patience(true, Duration.ZERO);
  static final Patience WRITE = new Patience(false, Duration.ZERO);
}
