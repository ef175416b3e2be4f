package praetor.agent.query;

import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.model.PreparedQuery;

/**
 * Who may see and change prepared queries. Rights go by the name of a query; one without a name is
 * open to whoever knows its id, and listed only to who may do everything. Kept tokens are shown to
 * nobody else.
 *
 * <p>Source: "Prepared Query Rules" in the documentation of Consul's ACLs.
 */
public final class QueryAccess {
  /** Stands in the place of a token. */
  public static final String HIDDEN_TOKEN = "<hidden>";

  private QueryAccess() {}

  /** Refuses an access to a query with a name, or to the template for all names. */
  public static void require(PreparedQuery query, Authorizer authorizer, Access access) {
    if (hasPrefix(query)) {
      authorizer.require(Resource.QUERY, query.name(), access);
    }
  }

  private static boolean hasPrefix(PreparedQuery query) {
    return !query.name().isEmpty() || query.isTemplate();
  }

  /** Whether a query appears in lists. */
  static boolean isListed(PreparedQuery query, Authorizer authorizer) {
    return mayAll(authorizer)
        || (hasPrefix(query) && authorizer.allows(Resource.QUERY, query.name(), Access.READ));
  }

  /** The query as the asker may see it. */
  static PreparedQuery shown(PreparedQuery query, Authorizer authorizer) {
    return query.token().isEmpty() || mayAll(authorizer) ? query : query.withToken(HIDDEN_TOKEN);
  }

  private static boolean mayAll(Authorizer authorizer) {
    return authorizer.allows(Resource.ACL, "", Access.WRITE);
  }
}
