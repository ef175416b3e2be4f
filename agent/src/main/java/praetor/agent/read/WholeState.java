package praetor.agent.read;

import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.state.Read;
import praetor.state.StateView;

/** Everything, for snapshots. Whoever may see it may do anything. */
public record WholeState() implements Query<StateView> {
  @Override
  public Read<StateView> read(ReadContext context) {
    context.authorizer().require(Resource.ACL, "", Access.WRITE);
    return new Read<>(context.view().lastIndex(), context.view());
  }
}
