package praetor.agent.connect;

import praetor.agent.RequestException;
import praetor.agent.read.Query;
import praetor.agent.read.ReadContext;
import praetor.model.connect.CaRoots;
import praetor.state.Read;

/** The authorities of the mesh. Source: the RPC method ConnectCA.Roots. */
public record CaRootsGet() implements Query<CaRoots> {
  /** Source: Consul 1.21.4. */
  public static final String DISABLED = "Connect must be enabled in order to use this endpoint";

  static final String NOT_READY = "CA is uninitialized and unable to sign certificates yet";

  /** An error while there is no authority yet. */
  @Override
  public Read<CaRoots> read(ReadContext context) {
    var roots = context.view().caRoots(context.watch());
    if (roots.value().trustDomain().isEmpty()) {
      throw RequestException.failed(NOT_READY + ": no root certificate");
    }
    return roots;
  }
}
