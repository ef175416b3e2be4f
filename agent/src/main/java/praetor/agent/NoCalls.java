package praetor.agent;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.agent.membership.ServerMember;
import praetor.agent.server.LogProgress;
import praetor.agent.server.ServerCalls;

final class NoCalls implements ServerCalls {
  @Override
  public CompletableFuture<LogProgress> progress(ServerMember server) {
    return CompletableFuture.failedFuture(new IllegalStateException("none"));
  }

  @Override
  public CompletableFuture<List<String>> peers(ServerMember server) {
    return CompletableFuture.failedFuture(new IllegalStateException("none"));
  }
}
