package praetor.agent.entry;

import java.util.List;
import java.util.Optional;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.agent.read.Query;
import praetor.agent.read.ReadContext;
import praetor.model.entry.ConfigEntry;
import praetor.model.entry.EntryKinds;
import praetor.state.Read;

/**
 * The services that peers may use, by name.
 *
 * <p>Source: Consul 1.21.4, {@code /v1/exported-services}; its index moves with config entries and
 * with the set of service names.
 */
public record ExportedServices() implements Query<List<ExportedService>> {
  /** The name of the entry that says so; there is no other. */
  public static final String ENTRY = "default";

  @Override
  public Read<List<ExportedService>> read(ReadContext context) {
    context.authorizer().require(Resource.MESH, "", Access.READ);
    var view = context.view();
    var entry = view.configEntry(EntryKinds.EXPORTED_SERVICES, ENTRY, context.watch());
    var names = view.ordinaryNames(context.watch());
    return new Read<>(Math.max(entry.index(), names.index()), of(entry.value(), names.value()));
  }

  /**
   * What an entry exports, if there is one.
   *
   * @param ordinary the services that there are, without proxies and gateways
   */
  public static List<ExportedService> of(Optional<ConfigEntry> entry, List<String> ordinary) {
    return entry.map(found -> ExportedService.of(found, ordinary)).orElse(List.of());
  }
}
