package praetor.client.lock;

import java.time.Duration;
import java.util.Optional;
import praetor.client.Query;

/**
 * How a lock is taken and watched.
 *
 * @param query parameters of every call: the datacenter
 * @param sessionName for those who look at the list of sessions
 * @param maxWait how long to wait for the lock; empty for as long as it takes
 * @param monitorRetries how many failed reads in a row do not yet mean that the lock is lost
 */
public record LockSettings(
    Query query, String sessionName, Optional<Duration> maxWait, int monitorRetries) {}
