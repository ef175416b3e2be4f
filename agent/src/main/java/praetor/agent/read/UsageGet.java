package praetor.agent.read;

import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.state.Read;
import praetor.state.Usage;

/** How much the catalog holds, for operators. Source: the RPC method Operator.Usage. */
public record UsageGet() implements Query<Usage> {
  @Override
  public Read<Usage> read(ReadContext context) {
    context.authorizer().require(Resource.OPERATOR, "", Access.READ);
    return context.view().usage(context.watch());
  }
}
