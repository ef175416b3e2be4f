package praetor.agent.rpc.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.agent.rpc.call.KeyringAnswer;
import praetor.agent.rpc.call.KeyringRead;

/** Looks at and changes the keys of the gossip pools. Safe for any thread. */
@FunctionalInterface
public interface Keyrings {
  /**
   * Carries out an operation, which is one of the four that {@link KeyringRead} names.
   *
   * @return what each pool says; refusals of members are in there
   */
  CompletableFuture<List<KeyringAnswer>> operate(KeyringRead request, Caller caller);
}
