package praetor.agent.read;

import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.state.AutopilotConfig;
import praetor.state.Read;

/**
 * The autopilot configuration; the default one while none was written yet. Source: the RPC method
 * Operator.AutopilotGetConfiguration.
 */
public record AutopilotConfigGet() implements Query<AutopilotConfig> {
  @Override
  public Read<AutopilotConfig> read(ReadContext context) {
    context.authorizer().require(Resource.OPERATOR, "", Access.READ);
    return context
        .view()
        .autopilotConfig(context.watch())
        .map(config -> config.orElse(AutopilotConfig.DEFAULT));
  }
}
