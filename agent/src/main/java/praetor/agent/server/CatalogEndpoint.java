package praetor.agent.server;

import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.servers.CatalogWrites;
import praetor.model.DeregisterRequest;
import praetor.model.RegisterRequest;
import praetor.state.Outcome;
import praetor.state.command.Command;

/** Takes registrations of nodes, services and checks. */
final class CatalogEndpoint implements CatalogWrites {
  private final ServerContext context;

  CatalogEndpoint(ServerContext context) {
    this.context = context;
  }

  @Override
  public CompletableFuture<Void> register(RegisterRequest request, Caller caller) {
    if (request.node().isEmpty()) {
      throw RequestException.failed("Must provide node");
    }
    return context
        .proposer()
        .propose(new Command.Register(request))
        .thenAccept(CatalogEndpoint::done);
  }

  @Override
  public CompletableFuture<Void> deregister(DeregisterRequest request, Caller caller) {
    if (request.node().isEmpty()) {
      throw RequestException.failed("Must provide node");
    }
    return context
        .proposer()
        .propose(new Command.Deregister(request))
        .thenAccept(CatalogEndpoint::done);
  }

  private static void done(Outcome outcome) {
    if (outcome instanceof Outcome.Refused(var reason)) {
      throw RequestException.failed(reason);
    }
  }
}
