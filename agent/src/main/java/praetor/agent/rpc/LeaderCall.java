package praetor.agent.rpc;

import java.util.Optional;

/**
 * The name of a call that a server forwards to the leader. Whoever gets it answers from its own
 * state or not at all, so that no call is forwarded twice. Praetor's own: Consul's servers know no
 * such names, and none of them is in a datacenter with Praetor's.
 */
public final class LeaderCall {
  private static final String PREFIX = "Leader.";

  private LeaderCall() {}

  /** The name under which a method is forwarded. */
  public static String of(String method) {
    return PREFIX + method;
  }

  /** The method of a forwarded call; empty for an ordinary one. */
  public static Optional<String> method(String name) {
    return name.startsWith(PREFIX)
        ? Optional.of(name.substring(PREFIX.length()))
        : Optional.empty();
  }
}
