package praetor.agent.read;

import java.util.Optional;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.state.Read;

/**
 * The virtual address of a service in the mesh. It has no index to wait on. Source: the RPC method
 * Catalog.VirtualIPForService.
 */
public record VirtualIpGet(String service) implements Query<Optional<String>> {
  @Override
  public Read<Optional<String>> read(ReadContext context) {
    boolean allowed = context.authorizer().allows(Resource.SERVICE, service, Access.READ);
    return new Read<>(0, allowed ? context.view().virtualIp(service) : Optional.empty());
  }
}
