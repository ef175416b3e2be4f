package praetor.agent.acl;

import praetor.agent.RequestException;

/**
 * What one token may do. Compared by identity: equal reads of the same authorizer share one answer.
 * Safe for any thread.
 */
public interface Authorizer {
  /**
   * Whether the access is allowed.
   *
   * @param name of the key, node, service, ...; empty for resources without names (operator,
   *     keyring)
   */
  boolean allows(Resource resource, String name, Access access);

  /**
   * Refuses an access that is not allowed.
   *
   * @throws RequestException 403 with Consul's text
   */
  void require(Resource resource, String name, Access access);

  /** An authorizer that allows everything: what everybody has while ACLs are off. */
  static Authorizer allowAll() {
    return AllowAll.INSTANCE;
  }
}
