package praetor.agent.acl;

import praetor.agent.RequestException;

/** Finds what a token may do. Safe for any thread. */
public interface TokenResolver {
  /**
   * The caller behind a token.
   *
   * @throws RequestException 403 {@code ACL not found} for an unknown token
   */
  Caller resolve(String token);

  /** {@code allow} or {@code deny}: what happens where no rule speaks. */
  String defaultPolicy();

  /** The resolver of an agent without ACLs: every token may do everything. */
  static TokenResolver off() {
    return new TokenResolver() {
      @Override
      public Caller resolve(String token) {
        return new Caller(token, Authorizer.allowAll());
      }

      @Override
      public String defaultPolicy() {
        return "allow";
      }
    };
  }
}
