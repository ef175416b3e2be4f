package praetor.agent.server;

import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.servers.CatalogWrites;
import praetor.model.DeregisterRequest;
import praetor.model.RegisterRequest;
import praetor.state.Outcome;
import praetor.state.command.Command;

/**
 * Takes registrations of nodes, services and checks. Source: texts and order of refusals of Consul
 * 1.21.4, vectors catalog-register-errors and catalog-checks.
 */
final class CatalogEndpoint implements CatalogWrites {
  private final ServerContext context;

  CatalogEndpoint(ServerContext context) {
    this.context = context;
  }

  @Override
  public CompletableFuture<Void> register(RegisterRequest request, Caller caller) {
    requireOwnDatacenter(request.datacenter());
    RegistrationRules.check(request);
    var complete = RegistrationDefaults.complete(request, context.datacenter());
    var view = context.store().view();
    CatalogPermissions.requireRegister(complete, view, caller.authorizer());
    return context
        .proposer()
        .propose(new Command.Register(complete))
        .thenAccept(CatalogEndpoint::done);
  }

  @Override
  public CompletableFuture<Void> deregister(DeregisterRequest request, Caller caller) {
    requireOwnDatacenter(request.datacenter());
    if (request.node().isEmpty()) {
      throw RequestException.failed("Must provide node");
    }
    var view = context.store().view();
    CatalogPermissions.requireDeregister(request, view, caller.authorizer());
    return context
        .proposer()
        .propose(new Command.Deregister(request))
        .thenAccept(CatalogEndpoint::done);
  }

  private void requireOwnDatacenter(String datacenter) {
    if (!datacenter.isEmpty() && !datacenter.equals(context.datacenter())) {
      throw RequestException.failed(RequestException.NO_PATH_TO_DATACENTER);
    }
  }

  private static void done(Outcome outcome) {
    if (outcome instanceof Outcome.Refused(var reason)) {
      throw RequestException.failed(reason);
    }
  }
}
