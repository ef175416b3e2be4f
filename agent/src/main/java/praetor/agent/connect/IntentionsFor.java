package praetor.agent.connect;

import java.util.List;
import praetor.agent.read.Query;
import praetor.agent.read.ReadContext;
import praetor.state.Read;

/**
 * The intentions that say who may call a service, the most precise first. Source: the RPC method
 * Intention.Match.
 */
public record IntentionsFor(String service) implements Query<List<Intention>> {
  /** There are none in this version. */
  @Override
  public Read<List<Intention>> read(ReadContext context) {
    return context.view().caConfig(context.watch()).map(_ -> List.of());
  }
}
