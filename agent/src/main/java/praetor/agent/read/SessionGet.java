package praetor.agent.read;

import java.util.Optional;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.model.Session;
import praetor.state.Read;

/** One session, if the asker may see it. Source: the RPC method Session.Get. */
public record SessionGet(String id) implements Query<Optional<Session>> {
  @Override
  public Read<Optional<Session>> read(ReadContext context) {
    return context
        .view()
        .session(id, context.watch())
        .map(
            found ->
                found.filter(
                    session ->
                        context
                            .authorizer()
                            .allows(Resource.SESSION, session.node(), Access.READ)));
  }
}
