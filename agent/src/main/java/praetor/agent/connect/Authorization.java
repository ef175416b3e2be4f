package praetor.agent.connect;

import static praetor.model.codec.Codecs.STRING;

import java.util.List;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.acl.Resource;
import praetor.model.codec.Shape;
import praetor.model.connect.SpiffeId;

/**
 * Whether the bearer of a certificate may connect to a service: the most precise intention says so,
 * or the default. Source: POST /v1/agent/connect/authorize of Consul 1.21.4.
 *
 * @param clientCertUri the name in the client's certificate
 */
public record Authorization(String target, String clientCertUri, String clientCertSerial) {
  public static final Shape<Authorization> SHAPE =
      Shape.<Authorization>of("ConnectAuthorizeRequest")
          .field("Target", STRING, Authorization::target)
          .field("ClientCertURI", STRING, Authorization::clientCertUri)
          .field("ClientCertSerial", STRING, Authorization::clientCertSerial)
          .build(v -> new Authorization(v.next(), v.next(), v.next()));

  /**
   * What decides while no intention does.
   *
   * @param intentionPolicy {@code default_intention_policy}, or empty
   * @param aclPolicy {@code acl.default_policy}, which decides then
   */
  public record Defaults(String intentionPolicy, String aclPolicy) {}

  /** The decision with its reason. */
  public record Decision(boolean authorized, String reason) {}

  /**
   * Who asks to connect.
   *
   * @throws RequestException the question is none, or the caller may not ask it
   */
  public SpiffeId.Service client(Caller caller) {
    if (target.isEmpty()) {
      throw RequestException.bad("Target service must be specified");
    }
    var id =
        SpiffeId.parse(clientCertUri)
            .orElseThrow(
                () -> RequestException.bad("ClientCertURI not a valid Connect identifier"));
    if (!(id instanceof SpiffeId.Service service)) {
      throw RequestException.bad("ClientCertURI not a valid Service identifier");
    }
    caller.authorizer().require(Resource.SERVICE, target, Access.WRITE);
    return service;
  }

  /**
   * Decides.
   *
   * @param intentions those for the target, the most precise first
   */
  public static Decision decide(
      SpiffeId.Service client, List<Intention> intentions, Defaults defaults) {
    return intentions.stream()
        .filter(intention -> intention.isAbout(client.service()))
        .findFirst()
        .map(Intention::decision)
        .orElseGet(() -> byDefault(defaults));
  }

  private static Decision byDefault(Defaults defaults) {
    if (!defaults.intentionPolicy().isEmpty()) {
      return new Decision(defaults.intentionPolicy().equals("allow"), "Default intention policy");
    }
    return new Decision(
        defaults.aclPolicy().equals("allow"), "Default behavior configured by ACLs");
  }
}
