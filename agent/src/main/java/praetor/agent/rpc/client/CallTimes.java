package praetor.agent.rpc.client;

import java.time.Duration;
import praetor.agent.read.ReadOptions;

/**
 * How long calls may take.
 *
 * @param hold how long failing calls are repeated: rpc_hold_timeout
 * @param call how long a reply may take: rpc_client_timeout
 * @param waitDefault how long a read waits that names no time: default_query_time
 * @param waitMax the longest wait: max_query_time
 */
public record CallTimes(Duration hold, Duration call, Duration waitDefault, Duration waitMax) {
  /** Servers stretch a wait by up to a sixteenth of itself. */
  private static final int JITTER_FRACTION = 16;

  /** Consul's defaults. Source: rpc facts, section 3; behaviour facts, section 1. */
  public static final CallTimes DEFAULT =
      new CallTimes(
          Duration.ofSeconds(7),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10));

  Patience patience(ReadOptions options) {
    if (!options.blocks()) {
      return Patience.READ;
    }
    var wait = options.maxWait().isZero() ? waitDefault : options.maxWait();
    return new Patience(true, wait.compareTo(waitMax) > 0 ? waitMax : wait);
  }

  /** How long to wait for the reply to one call. */
  Duration timeout(Patience patience) {
    var wait = patience.maxWait();
    return wait.isZero() ? call : wait.plus(wait.dividedBy(JITTER_FRACTION)).plus(hold);
  }
}
