package praetor.agent.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.acl.Resource;
import praetor.agent.servers.CoordinateWrites;
import praetor.model.NodeCoordinate;
import praetor.state.command.Command;

/** Takes coordinates of nodes. */
final class CoordinateEndpoint implements CoordinateWrites {
  private final ServerContext context;

  CoordinateEndpoint(ServerContext context) {
    this.context = context;
  }

  @Override
  public CompletableFuture<Void> update(NodeCoordinate coordinate, Caller caller) {
    caller.authorizer().require(Resource.NODE, coordinate.node(), Access.WRITE);
    return context
        .proposer()
        .propose(new Command.CoordinateBatch(List.of(coordinate)))
        .thenAccept(_ -> {});
  }
}
