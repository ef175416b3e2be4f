package praetor.agent.acl;

/** The kinds of things that rules speak of. Source: the blocks of Consul's ACL rule language. */
public enum Resource {
  ACL,
  AGENT,
  EVENT,
  IDENTITY,
  INTENTION,
  KEY,
  /** A write or read of everything below a prefix: deletes of trees, lists. */
  KEY_PREFIX,
  KEYRING,
  MESH,
  NODE,
  OPERATOR,
  PEERING,
  QUERY,
  SERVICE,
  SESSION
}
