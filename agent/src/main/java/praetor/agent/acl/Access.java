package praetor.agent.acl;

/** What somebody wants to do with a resource. Lists of keys have a right of their own. */
public enum Access {
  READ,
  LIST,
  WRITE
}
