package praetor.agent.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import praetor.agent.RequestException;
import praetor.gossip.KeyringAnswer;
import praetor.gossip.KeyringOperation;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.GoBase64;

/** The keys of the pools that this agent is a member of itself. */
public final class OwnPools implements Keyring.Pools {
  private final String datacenter;
  private final List<Pool> pools;

  /** Asks all members of a pool about their keys, or changes them. */
  @FunctionalInterface
  interface Question {
    CompletableFuture<KeyringAnswer> ask(KeyringOperation operation, Bytes key, int relayFactor);
  }

  /**
   * A pool whose members are asked.
   *
   * @param wan whether it is that of all datacenters' servers
   */
  record Pool(boolean wan, Question question) {}

  /**
   * @param pools in the order in which they are asked and shown
   */
  OwnPools(String datacenter, List<Pool> pools) {
    this.datacenter = datacenter;
    this.pools = List.copyOf(pools);
  }

  /** The pools that an agent is a member of. */
  public static OwnPools of(String datacenter, GossipPools gossip) {
    List<Pool> pools = new ArrayList<>();
    gossip.wanPool().ifPresent(wan -> pools.add(new Pool(true, wan::keyring)));
    pools.add(new Pool(false, gossip.lanPool()::keyring));
    return new OwnPools(datacenter, pools);
  }

  @Override
  public List<Keyring.Keys> ask(
      KeyringOperation operation, String key, boolean localOnly, int relayFactor) {
    return pools.stream()
        .filter(pool -> !(localOnly && pool.wan()))
        .map(pool -> ask(pool, operation, key, relayFactor))
        .toList();
  }

  private Keyring.Keys ask(Pool pool, KeyringOperation operation, String key, int relayFactor) {
    Bytes decoded;
    try {
      decoded = Bytes.owned(GoBase64.decode(key));
    } catch (DecodeException corrupt) {
      return Keyring.Keys.failed(pool.wan(), datacenter, String.valueOf(corrupt.getMessage()));
    }
    var answer = await(pool.question().ask(operation, decoded, relayFactor));
    return new Keyring.Keys(
        pool.wan(),
        datacenter,
        new TreeMap<>(answer.messages()),
        new TreeMap<>(answer.keys()),
        new TreeMap<>(answer.primaryKeys()),
        answer.members(),
        error(answer));
  }

  private static KeyringAnswer await(CompletableFuture<KeyringAnswer> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw RequestException.failed(String.valueOf(cause.getMessage()));
    }
  }

  private static String error(KeyringAnswer answer) {
    if (answer.errors() > 0) {
      return answer.errors() + "/" + answer.members() + " nodes reported failure";
    }
    return answer.responses() < answer.members()
        ? answer.responses() + "/" + answer.members() + " nodes reported success"
        : "";
  }
}
