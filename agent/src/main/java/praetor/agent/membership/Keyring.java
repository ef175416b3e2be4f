package praetor.agent.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import praetor.agent.RequestException;
import praetor.gossip.KeyringAnswer;
import praetor.gossip.KeyringOperation;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.GoBase64;

/**
 * The keys that encrypt what members say to each other, of all pools of this agent. Safe for any
 * thread; methods wait for the members.
 *
 * <p>Source: answers and errors of Consul 1.21.4 servers with and without encryption.
 */
public final class Keyring {
  private final String datacenter;
  private final List<Pool> pools;

  /** Asks all members of a pool about their keys, or changes them. */
  @FunctionalInterface
  public interface Question {
    CompletableFuture<KeyringAnswer> ask(KeyringOperation operation, Bytes key, int relayFactor);
  }

  /**
   * A pool whose members are asked.
   *
   * @param wan whether it is that of all datacenters' servers
   */
  public record Pool(boolean wan, Question question) {}

  /**
   * What the members of a pool answered.
   *
   * @param keys how many members have each key, in Base64
   * @param primaryKeys how many encrypt with it
   * @param messages what single members had to say
   */
  public record Keys(
      boolean wan,
      String datacenter,
      Map<String, String> messages,
      Map<String, Integer> keys,
      Map<String, Integer> primaryKeys,
      int members) {}

  /**
   * @param pools in the order in which they are asked and shown
   */
  public Keyring(String datacenter, List<Pool> pools) {
    this.datacenter = datacenter;
    this.pools = List.copyOf(pools);
  }

  /** The keys of the pools that an agent is a member of. */
  public static Keyring of(String datacenter, GossipPools gossip) {
    List<Pool> pools = new ArrayList<>();
    gossip.wanPool().ifPresent(wan -> pools.add(new Pool(true, wan::keyring)));
    pools.add(new Pool(false, gossip.lanPool()::keyring));
    return new Keyring(datacenter, pools);
  }

  /**
   * The keys of all members.
   *
   * @param localOnly leaves out the pool of all datacenters' servers
   * @throws RequestException with what each member reported
   */
  public List<Keys> list(boolean localOnly, int relayFactor) {
    var asked = pools.stream().filter(pool -> !(localOnly && pool.wan())).toList();
    return ask(asked, KeyringOperation.LIST, Bytes.EMPTY, relayFactor);
  }

  /**
   * Adds a key everywhere.
   *
   * @param key in Base64, as sent
   * @throws RequestException with what each member reported
   */
  public List<Keys> install(String key, int relayFactor) {
    return change(KeyringOperation.INSTALL, key, relayFactor);
  }

  /** Has everybody encrypt with a key; otherwise as {@link #install}. */
  public List<Keys> use(String key, int relayFactor) {
    return change(KeyringOperation.USE, key, relayFactor);
  }

  /** Removes a key everywhere; otherwise as {@link #install}. */
  public List<Keys> remove(String key, int relayFactor) {
    return change(KeyringOperation.REMOVE, key, relayFactor);
  }

  private List<Keys> change(KeyringOperation operation, String key, int relayFactor) {
    try {
      return ask(pools, operation, Bytes.owned(GoBase64.decode(key)), relayFactor);
    } catch (DecodeException corrupt) {
      throw failed(
          pools.stream().map(pool -> name(pool) + " error: " + corrupt.getMessage()).toList());
    }
  }

  private List<Keys> ask(List<Pool> asked, KeyringOperation operation, Bytes key, int relayFactor) {
    List<String> errors = new ArrayList<>();
    List<Keys> answers = new ArrayList<>();
    for (var pool : asked) {
      var answer = await(pool.question().ask(operation, key, relayFactor));
      errors.addAll(errors(pool, answer));
      answers.add(
          new Keys(
              pool.wan(),
              datacenter,
              new TreeMap<>(answer.messages()),
              new TreeMap<>(answer.keys()),
              new TreeMap<>(answer.primaryKeys()),
              answer.members()));
    }
    if (!errors.isEmpty()) {
      throw failed(errors);
    }
    return answers;
  }

  private static KeyringAnswer await(CompletableFuture<KeyringAnswer> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw RequestException.failed(String.valueOf(cause.getMessage()));
    }
  }

  private List<String> errors(Pool pool, KeyringAnswer answer) {
    List<String> errors = new ArrayList<>();
    if (answer.errors() > 0) {
      errors.add(
          name(pool)
              + " error: "
              + answer.errors()
              + "/"
              + answer.members()
              + " nodes reported failure");
    } else if (answer.responses() < answer.members()) {
      errors.add(
          name(pool)
              + " error: "
              + answer.responses()
              + "/"
              + answer.members()
              + " nodes reported success");
    }
    if (!errors.isEmpty()) {
      new TreeMap<>(answer.messages())
          .forEach((member, message) -> errors.add(member + ": " + message));
    }
    return errors;
  }

  private String name(Pool pool) {
    return pool.wan() ? "WAN" : datacenter + " (LAN)";
  }

  /** Source: how Go's multierror shows its errors. */
  private static RequestException failed(List<String> errors) {
    var text =
        new StringBuilder()
            .append(errors.size())
            .append(errors.size() == 1 ? " error occurred:\n" : " errors occurred:\n");
    errors.forEach(error -> text.append("\t* ").append(error).append('\n'));
    return RequestException.failed(text.append('\n').toString());
  }
}
