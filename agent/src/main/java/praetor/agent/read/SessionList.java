package praetor.agent.read;

import java.util.List;
import java.util.Optional;
import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.model.Session;
import praetor.state.Read;

/**
 * The sessions that the asker may see. Source: the RPC methods Session.List and
 * Session.NodeSessions.
 *
 * @param node only those of this node
 */
public record SessionList(Optional<String> node) implements Query<List<Session>> {
  @Override
  public Read<List<Session>> read(ReadContext context) {
    var view = context.view();
    var read =
        node.isEmpty()
            ? view.sessions(context.watch())
            : view.nodeSessions(node.get(), context.watch());
    var authorizer = context.authorizer();
    return authorizer.equals(Authorizer.allowAll())
        ? read
        : read.map(
            sessions ->
                sessions.stream()
                    .filter(
                        session -> authorizer.allows(Resource.SESSION, session.node(), Access.READ))
                    .toList());
  }
}
