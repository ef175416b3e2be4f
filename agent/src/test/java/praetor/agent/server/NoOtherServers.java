package praetor.agent.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.agent.membership.ServerMember;

/** There are no other servers to be asked. */
public record NoOtherServers() implements ServerCalls {
  @Override
  public CompletableFuture<LogProgress> progress(ServerMember server) {
    return CompletableFuture.failedFuture(new IllegalStateException("there is no other server"));
  }

  @Override
  public CompletableFuture<List<String>> peers(ServerMember server) {
    return CompletableFuture.failedFuture(new IllegalStateException("there is no other server"));
  }
}
