package praetor.agent.server;

import java.time.Duration;

/**
 * How a server's log stands.
 *
 * @param lastContact how long ago it heard from the leader; zero for the leader
 */
public record LogProgress(Duration lastContact, long lastTerm, long lastIndex) {}
