package praetor.agent.role;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.acl.Resource;
import praetor.agent.membership.Keyring;
import praetor.agent.rpc.call.KeyringAnswer;
import praetor.agent.rpc.call.KeyringRead;
import praetor.agent.rpc.server.Keyrings;

/** The keys of this server's pools, for callers. Safe for any thread. */
record PoolKeys(Keyring keyring) implements Keyrings {
  @Override
  public CompletableFuture<List<KeyringAnswer>> operate(KeyringRead request, Caller caller) {
    boolean reads = request.operation().equals(KeyringRead.LIST);
    caller.authorizer().require(Resource.KEYRING, "", reads ? Access.READ : Access.WRITE);
    // The members are waited for.
    var answers = new CompletableFuture<List<KeyringAnswer>>();
    Thread.ofVirtual().name("keyring").start(() -> complete(answers, request));
    return answers;
  }

  private void complete(CompletableFuture<List<KeyringAnswer>> answers, KeyringRead request) {
    try {
      answers.complete(operate(request).stream().map(PoolKeys::answer).toList());
    } catch (RuntimeException e) {
      answers.completeExceptionally(e);
    }
  }

  private List<Keyring.Keys> operate(KeyringRead request) {
    return switch (request.operation()) {
      case KeyringRead.LIST -> keyring.list(request.localOnly(), request.relayFactor());
      case KeyringRead.INSTALL -> keyring.install(request.key(), request.relayFactor());
      case KeyringRead.USE -> keyring.use(request.key(), request.relayFactor());
      default -> keyring.remove(request.key(), request.relayFactor());
    };
  }

  private static KeyringAnswer answer(Keyring.Keys keys) {
    return new KeyringAnswer(
        keys.wan(),
        keys.datacenter(),
        "",
        "",
        keys.messages(),
        keys.keys(),
        keys.primaryKeys(),
        keys.members(),
        "");
  }
}
