package praetor.agent.acl;

/** The authorizer of an agent without ACLs. */
enum AllowAll implements Authorizer {
  INSTANCE;

  @Override
  public boolean allows(Resource resource, String name, Access access) {
    return true;
  }

  @Override
  public void require(Resource resource, String name, Access access) {}
}
