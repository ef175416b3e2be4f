package praetor.agent.read;

import java.util.List;
import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.model.Bytes;
import praetor.state.Read;

/**
 * The keys below a prefix that the asker may read. Source: the RPC method KVS.ListKeys.
 *
 * @param separator cuts keys behind its first occurrence after the prefix; empty for whole keys
 */
public record KvKeys(Bytes prefix, Bytes separator) implements Query<List<Bytes>> {
  @Override
  public Read<List<Bytes>> read(ReadContext context) {
    var read = context.view().kvKeys(prefix, separator, context.watch());
    var authorizer = context.authorizer();
    return authorizer.equals(Authorizer.allowAll())
        ? read
        : read.map(
            keys ->
                keys.stream()
                    .filter(key -> authorizer.allows(Resource.KEY, key.utf8(), Access.READ))
                    .toList());
  }

  @Override
  public boolean isAbsent(List<Bytes> answer) {
    return answer.isEmpty();
  }
}
