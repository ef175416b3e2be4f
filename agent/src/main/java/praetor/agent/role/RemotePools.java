package praetor.agent.role;

import java.util.List;
import praetor.agent.acl.Caller;
import praetor.agent.membership.Keyring;
import praetor.agent.rpc.call.KeyringAnswer;
import praetor.agent.rpc.call.KeyringRead;
import praetor.agent.rpc.client.RemoteServers;
import praetor.agent.servers.Replies;
import praetor.gossip.KeyringOperation;

/**
 * The keys of the pools that servers are members of, asked by calls.
 *
 * @param forwarded whether a server asks for its callers: then the others answer for theirs alone
 */
record RemotePools(RemoteServers servers, boolean forwarded) implements Keyring.Pools {
  @Override
  public List<Keyring.Keys> ask(
      KeyringOperation operation, String key, boolean localOnly, int relayFactor) {
    var name =
        switch (operation) {
          case LIST -> KeyringRead.LIST;
          case INSTALL -> KeyringRead.INSTALL;
          case USE -> KeyringRead.USE;
          case REMOVE -> KeyringRead.REMOVE;
        };
    var request = new KeyringRead(name, key, localOnly, forwarded, relayFactor);
    return Replies.await(servers.keyring(request, Caller.unrestricted())).stream()
        .map(RemotePools::keys)
        .toList();
  }

  private static Keyring.Keys keys(KeyringAnswer answer) {
    return new Keyring.Keys(
        answer.wan(),
        answer.datacenter(),
        answer.messages(),
        answer.keys(),
        answer.primaryKeys(),
        answer.numNodes(),
        answer.error());
  }
}
