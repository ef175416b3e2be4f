package praetor.agent.role;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.acl.Resource;
import praetor.agent.membership.Keyring;
import praetor.agent.rpc.call.KeyringAnswer;
import praetor.agent.rpc.call.KeyringRead;
import praetor.agent.rpc.server.Keyrings;
import praetor.gossip.KeyringOperation;

/**
 * The keys of a server's pools, and through servers of the other datacenters of theirs. Safe for
 * any thread.
 *
 * @param own the pools of this server
 */
record PoolKeys(Keyring.Pools own, OtherServers others) implements Keyrings, Keyring.Pools {
  @Override
  public List<Keyring.Keys> ask(
      KeyringOperation operation, String key, boolean localOnly, int relayFactor) {
    var answers = new ArrayList<>(own.ask(operation, key, localOnly, relayFactor));
    if (!localOnly) {
      for (var datacenter : others.othersByDistance()) {
        answers.addAll(elsewhere(datacenter, operation, key, relayFactor));
      }
    }
    return answers;
  }

  private List<Keyring.Keys> elsewhere(
      String datacenter, KeyringOperation operation, String key, int relayFactor) {
    try {
      return others
          .remote(datacenter)
          .map(servers -> new RemotePools(servers, true).ask(operation, key, true, relayFactor))
          .orElse(List.of());
    } catch (RequestException e) {
      return List.of(Keyring.Keys.failed(false, datacenter, String.valueOf(e.getMessage())));
    }
  }

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
      var operation = operation(request.operation());
      boolean here = request.localOnly() || request.forwarded();
      answers.complete(
          ask(operation, request.key(), here, request.relayFactor()).stream()
              .map(PoolKeys::answer)
              .toList());
    } catch (RuntimeException e) {
      answers.completeExceptionally(e);
    }
  }

  private static KeyringOperation operation(String name) {
    return switch (name) {
      case KeyringRead.LIST -> KeyringOperation.LIST;
      case KeyringRead.INSTALL -> KeyringOperation.INSTALL;
      case KeyringRead.USE -> KeyringOperation.USE;
      default -> KeyringOperation.REMOVE;
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
        keys.error());
  }
}
