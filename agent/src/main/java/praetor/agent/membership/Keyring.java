package praetor.agent.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import praetor.agent.RequestException;
import praetor.gossip.KeyringOperation;

/**
 * The keys that encrypt what members of gossip pools say to each other. Safe for any thread;
 * methods wait for the members.
 *
 * <p>Source: answers and errors of Consul 1.21.4 with and without encryption.
 */
public final class Keyring {
  private final Pools pools;

  /** Asks the members of pools about their keys, or changes them. */
  @FunctionalInterface
  public interface Pools {
    /**
     * Asks every pool.
     *
     * @param key in Base64, as sent; empty for a list
     * @param localOnly leaves out the pool of all datacenters' servers, and other datacenters
     */
    List<Keys> ask(KeyringOperation operation, String key, boolean localOnly, int relayFactor);
  }

  /**
   * What the members of a pool answered.
   *
   * @param wan whether it is the pool of all datacenters' servers
   * @param keys how many members have each key, in Base64
   * @param primaryKeys how many encrypt with it
   * @param messages what single members had to say
   * @param error empty when all of them did what they were asked
   */
  public record Keys(
      boolean wan,
      String datacenter,
      Map<String, String> messages,
      Map<String, Integer> keys,
      Map<String, Integer> primaryKeys,
      int members,
      String error) {

    /** A pool that could not be asked. */
    public static Keys failed(boolean wan, String datacenter, String error) {
      return new Keys(wan, datacenter, Map.of(), Map.of(), Map.of(), 0, error);
    }
  }

  public Keyring(Pools pools) {
    this.pools = pools;
  }

  /**
   * The keys of all members.
   *
   * @param localOnly leaves out the pool of all datacenters' servers
   * @throws RequestException with what each member reported
   */
  public List<Keys> list(boolean localOnly, int relayFactor) {
    return whole(pools.ask(KeyringOperation.LIST, "", localOnly, relayFactor));
  }

  /**
   * Adds a key everywhere.
   *
   * @param key in Base64, as sent
   * @throws RequestException with what each member reported
   */
  public List<Keys> install(String key, int relayFactor) {
    return whole(pools.ask(KeyringOperation.INSTALL, key, false, relayFactor));
  }

  /** Has everybody encrypt with a key; otherwise as {@link #install}. */
  public List<Keys> use(String key, int relayFactor) {
    return whole(pools.ask(KeyringOperation.USE, key, false, relayFactor));
  }

  /** Removes a key everywhere; otherwise as {@link #install}. */
  public List<Keys> remove(String key, int relayFactor) {
    return whole(pools.ask(KeyringOperation.REMOVE, key, false, relayFactor));
  }

  private static List<Keys> whole(List<Keys> answers) {
    var errors = answers.stream().flatMap(answer -> errors(answer).stream()).toList();
    if (!errors.isEmpty()) {
      throw failed(errors);
    }
    return answers;
  }

  private static List<String> errors(Keys answer) {
    List<String> errors = new ArrayList<>();
    if (!answer.error().isEmpty()) {
      var pool = answer.wan() ? "WAN" : answer.datacenter() + " (LAN)";
      errors.add(pool + " error: " + answer.error());
      new TreeMap<>(answer.messages())
          .forEach((member, message) -> errors.add(member + ": " + message));
    }
    return errors;
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
