package praetor.agent.membership;

import java.util.ArrayList;
import java.util.List;
import praetor.agent.RequestException;
import praetor.model.DecodeException;
import praetor.model.codec.GoBase64;

/**
 * The keys that encrypt what members say to each other. No pool is encrypted yet, so every request
 * ends with the errors of the members. Safe for any thread.
 *
 * <p>Source: answers of a Consul 1.21.4 server without encryption.
 */
public final class Keyring {
  private static final String EMPTY = "Keyring is empty (encryption not enabled)";
  private static final String NOTHING_TO_CHANGE = "No keyring to modify (encryption not enabled)";

  private final Membership membership;
  private final String datacenter;

  public Keyring(Membership membership, String datacenter) {
    this.membership = membership;
    this.datacenter = datacenter;
  }

  /**
   * The failure of a list of the keys.
   *
   * @param localOnly leaves out the pool of all datacenters' servers
   */
  public RequestException list(boolean localOnly) {
    List<String> errors = new ArrayList<>();
    if (!localOnly) {
      addPool(errors, "WAN", membership.wan(), EMPTY);
    }
    addPool(errors, lanName(), membership.lan(), EMPTY);
    return failed(errors);
  }

  /**
   * The failure of a change: a key to be added, used or removed.
   *
   * @param key in Base64, as sent
   */
  public RequestException change(String key) {
    List<String> errors = new ArrayList<>();
    try {
      GoBase64.decode(key);
      addPool(errors, "WAN", membership.wan(), NOTHING_TO_CHANGE);
      addPool(errors, lanName(), membership.lan(), NOTHING_TO_CHANGE);
    } catch (DecodeException corrupt) {
      errors.add("WAN error: " + corrupt.getMessage());
      errors.add(lanName() + " error: " + corrupt.getMessage());
    }
    return failed(errors);
  }

  private String lanName() {
    return datacenter + " (LAN)";
  }

  private static void addPool(List<String> errors, String pool, List<Member> members, String why) {
    var all = members.size() + "/" + members.size();
    errors.add(pool + " error: " + all + " nodes reported failure");
    members.forEach(member -> errors.add(member.name() + ": " + why));
  }

  /** Source: how Go's multierror shows its errors. */
  private static RequestException failed(List<String> errors) {
    var text = new StringBuilder().append(errors.size()).append(" errors occurred:\n");
    errors.forEach(error -> text.append("\t* ").append(error).append('\n'));
    return RequestException.failed(text.append('\n').toString());
  }
}
