package praetor.agent.connect;

import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.agent.read.Query;
import praetor.agent.read.ReadContext;
import praetor.model.connect.CaConfig;
import praetor.state.Read;

/** How certificates are signed. Source: the RPC method ConnectCA.ConfigurationGet. */
public record CaConfigGet() implements Query<CaConfig> {
  @Override
  public Read<CaConfig> read(ReadContext context) {
    context.authorizer().require(Resource.OPERATOR, "", Access.READ);
    return context
        .view()
        .caConfig(context.watch())
        .map(config -> config.orElseThrow(() -> RequestException.failed(CaRootsGet.NOT_READY)));
  }
}
