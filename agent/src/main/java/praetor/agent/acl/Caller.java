package praetor.agent.acl;

/**
 * Who asks.
 *
 * @param token the secret sent with the request, empty for the anonymous token; goes along when the
 *     request is forwarded
 * @param authorizer what the token may do
 */
public record Caller(String token, Authorizer authorizer) {
  /** The agent itself, while ACLs are off. */
  public static Caller unrestricted() {
    return new Caller("", Authorizer.allowAll());
  }

  @Override
  public String toString() {
    return "Caller[token hidden]";
  }
}
