package praetor.agent.config;

import java.time.Duration;
import java.util.Optional;

/** The {@code acl} block. */
public record AclConfig(
    boolean enabled,
    String defaultPolicy,
    String downPolicy,
    boolean enableKeyListPolicy,
    boolean enableTokenPersistence,
    boolean enableTokenReplication,
    Duration policyTtl,
    Duration roleTtl,
    Duration tokenTtl,
    Tokens tokens) {

  /** Secret ids; absent when not given. */
  public record Tokens(
      Optional<String> initialManagement,
      Optional<String> agent,
      Optional<String> agentRecovery,
      Optional<String> defaultToken,
      Optional<String> dns,
      Optional<String> replication,
      Optional<String> configFileServiceRegistration) {}
}
