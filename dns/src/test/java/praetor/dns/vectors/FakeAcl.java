package praetor.dns.vectors;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * As much of access control as the vectors use: management, and one token that may read something.
 */
public final class FakeAcl {
  private static final Pattern RULE =
      Pattern.compile("(\\w+) \"([^\"]*)\" \\{ policy = \"read\" }");

  private final boolean enabled;
  private final String management;
  private final Set<String> rules = new HashSet<>();
  private String reader = "";

  FakeAcl(JsonNode start) {
    var acl = start.path("acl");
    this.enabled = acl.path("enabled").asBoolean(false);
    this.management = acl.path("tokens").path("initial_management").asString("");
  }

  boolean isEnabled() {
    return enabled;
  }

  void addRules(String text) {
    RULE.matcher(text).results().forEach(rule -> rules.add(rule.group(1) + " " + rule.group(2)));
  }

  void addToken(String secret) {
    reader = secret;
  }

  boolean mayReadService(String token, String name) {
    return may(token, "service", name);
  }

  boolean mayReadNode(String token, String name) {
    return may(token, "node", name);
  }

  private boolean may(String token, String kind, String name) {
    if (!enabled || token.equals(management)) {
      return true;
    }
    return token.equals(reader)
        && !token.isEmpty()
        && rules.stream()
            .anyMatch(
                rule ->
                    rule.equals(kind + " " + name)
                        || rule.startsWith(kind + "_prefix ")
                            && name.startsWith(rule.substring(kind.length() + 8)));
  }
}
