package praetor.agent.read;

import java.util.Optional;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.model.Bytes;
import praetor.model.KvEntry;
import praetor.state.Read;

/** One key. Source: the RPC method KVS.Get. */
public record KvGet(Bytes key) implements Query<Optional<KvEntry>> {
  @Override
  public Read<Optional<KvEntry>> read(ReadContext context) {
    context.authorizer().require(Resource.KEY, key.utf8(), Access.READ);
    return context.view().kvGet(key, context.watch());
  }

  @Override
  public boolean isAbsent(Optional<KvEntry> answer) {
    return answer.isEmpty();
  }
}
