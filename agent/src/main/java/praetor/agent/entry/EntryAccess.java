package praetor.agent.entry;

import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.model.entry.EntryKinds;

/**
 * Who may see and write entries of a kind. Source: the permissions in the public reference of
 * configuration entries.
 */
public final class EntryAccess {
  private EntryAccess() {}

  /**
   * Refuses what is not allowed.
   *
   * @throws praetor.agent.RequestException 403 with Consul's text
   */
  public static void require(Authorizer authorizer, String kind, String name, Access access) {
    if (!isOpen(kind, access)) {
      authorizer.require(resource(kind), named(kind, name), access);
    }
  }

  static boolean mayRead(Authorizer authorizer, String kind, String name) {
    return isOpen(kind, Access.READ)
        || authorizer.allows(resource(kind), named(kind, name), Access.READ);
  }

  /** Settings of all proxies, which every proxy reads. */
  private static boolean isOpen(String kind, Access access) {
    return access == Access.READ && kind.equals(EntryKinds.PROXY_DEFAULTS);
  }

  private static Resource resource(String kind) {
    return switch (kind) {
      case EntryKinds.EXPORTED_SERVICES,
          EntryKinds.MESH,
          EntryKinds.PROXY_DEFAULTS,
          EntryKinds.TERMINATING_GATEWAY ->
          Resource.MESH;
      default -> Resource.SERVICE;
    };
  }

  private static String named(String kind, String name) {
    return resource(kind) == Resource.MESH ? "" : name;
  }
}
