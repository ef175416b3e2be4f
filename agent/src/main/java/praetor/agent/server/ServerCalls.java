package praetor.agent.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.agent.membership.ServerMember;

/** What a server asks other servers of its datacenter. Safe for any thread. */
public interface ServerCalls {
  /** How the log of a server stands. */
  CompletableFuture<LogProgress> progress(ServerMember server);

  /** The voters that a server knows, as hosts and ports; empty when it belongs to no group yet. */
  CompletableFuture<List<String>> peers(ServerMember server);
}
