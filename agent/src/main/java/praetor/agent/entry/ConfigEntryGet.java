package praetor.agent.entry;

import java.util.Optional;
import praetor.agent.acl.Access;
import praetor.agent.read.Query;
import praetor.agent.read.ReadContext;
import praetor.model.entry.ConfigEntry;
import praetor.state.Read;

/** One config entry. Source: the RPC method ConfigEntry.Get. */
public record ConfigEntryGet(String kind, String name) implements Query<Optional<ConfigEntry>> {
  @Override
  public Read<Optional<ConfigEntry>> read(ReadContext context) {
    EntryAccess.require(context.authorizer(), kind, name, Access.READ);
    return context.view().configEntry(kind, name, context.watch());
  }

  @Override
  public boolean isAbsent(Optional<ConfigEntry> answer) {
    return answer.isEmpty();
  }
}
