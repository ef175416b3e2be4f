package praetor.agent.rpc.server;

import java.util.List;

/** Answers the methods of ACLs while those are off. Source: Consul 1.21.4 without ACLs. */
final class AclAnswers {
  private static final String DISABLED = "ACL support disabled";

  private static final List<String> METHODS =
      List.of(
          "AuthMethodDelete",
          "AuthMethodList",
          "AuthMethodRead",
          "AuthMethodSet",
          "Authorize",
          "BindingRuleDelete",
          "BindingRuleList",
          "BindingRuleRead",
          "BindingRuleSet",
          "BootstrapTokens",
          "Login",
          "Logout",
          "PolicyBatchRead",
          "PolicyDelete",
          "PolicyList",
          "PolicyRead",
          "PolicyResolve",
          "PolicySet",
          "RoleBatchRead",
          "RoleDelete",
          "RoleList",
          "RoleRead",
          "RoleResolve",
          "RoleSet",
          "TokenBatchRead",
          "TokenClone",
          "TokenDelete",
          "TokenList",
          "TokenRead",
          "TokenSet");

  private AclAnswers() {}

  static void addTo(MethodTable table) {
    METHODS.forEach(method -> table.refuse("ACL." + method, DISABLED));
  }
}
