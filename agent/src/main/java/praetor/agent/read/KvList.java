package praetor.agent.read;

import java.util.List;
import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.model.Bytes;
import praetor.model.KvEntry;
import praetor.state.Read;

/** Everything below a prefix that the asker may read. Source: the RPC method KVS.List. */
public record KvList(Bytes prefix) implements Query<List<KvEntry>> {
  @Override
  public Read<List<KvEntry>> read(ReadContext context) {
    var read = context.view().kvList(prefix, context.watch());
    var authorizer = context.authorizer();
    return authorizer.equals(Authorizer.allowAll())
        ? read
        : read.map(
            entries ->
                entries.stream()
                    .filter(
                        entry -> authorizer.allows(Resource.KEY, entry.key().utf8(), Access.READ))
                    .toList());
  }

  @Override
  public boolean isAbsent(List<KvEntry> answer) {
    return answer.isEmpty();
  }
}
