package praetor.http.api;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.map;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import java.util.List;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.agent.membership.Keyring;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.DecodeException;
import praetor.model.codec.Codec;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonPath;
import praetor.model.codec.Shape;

/**
 * /v1/operator/keyring: the keys of the pools. Source: errors and their order on Consul 1.21.4; the
 * parameters of reads have no meaning here.
 */
final class KeyringHandlers {
  private static final int RELAY_FACTOR_MAX = 5;

  private static final Codec<List<Keyring.Keys>> KEYS =
      Codecs.list(
          Shape.<Keyring.Keys>of("structs.KeyringResponse")
              .field("WAN", BOOL, Keyring.Keys::wan)
              .field("Datacenter", STRING, Keyring.Keys::datacenter)
              .field("Segment", STRING, _ -> "")
              .field("Messages", map(STRING), Keyring.Keys::messages, NOT_EMPTY)
              .field("Keys", map(INT), Keyring.Keys::keys)
              .field("PrimaryKeys", map(INT), Keyring.Keys::primaryKeys)
              .field("NumNodes", INT, Keyring.Keys::members)
              .build(KeyringHandlers::keys));

  private final Keyring keyring;
  private final ReadParameters parameters;

  /** The body of a change; what it says beside the key is passed over, the parameters count. */
  private record Body(String key, String token, long relayFactor, boolean localOnly) {
    static final Shape<Body> SHAPE =
        Shape.<Body>of("agent.keyringArgs")
            .field("Key", STRING, Body::key)
            .field("Token", STRING, Body::token)
            .uint64("RelayFactor", Body::relayFactor)
            .field("LocalOnly", BOOL, Body::localOnly)
            .build(v -> new Body(v.next(), v.next(), v.next(), v.next()));
  }

  KeyringHandlers(Keyring keyring, ReadParameters parameters) {
    this.keyring = keyring;
    this.parameters = parameters;
  }

  List<Route> routes() {
    return List.of(
        Route.at(
            "/v1/operator/keyring",
            Endpoint.blocking("GET", this::list),
            Endpoint.blocking("POST", this::change),
            Endpoint.blocking("PUT", this::change),
            Endpoint.blocking("DELETE", this::change)));
  }

  private Response list(Request request) {
    int relayFactor = relayFactor(request);
    boolean localOnly = localOnly(request);
    require(request, Access.READ);
    return answer(request, keyring.list(localOnly, relayFactor));
  }

  private Response change(Request request) {
    var key = body(request).key();
    int relayFactor = relayFactor(request);
    if (localOnly(request)) {
      throw new HttpException(
          400, "Invalid use of local-only: local-only can only be set for list requests");
    }
    require(request, Access.WRITE);
    switch (request.method()) {
      case "POST" -> keyring.install(key, relayFactor);
      case "DELETE" -> keyring.remove(key, relayFactor);
      default -> keyring.use(key, relayFactor);
    }
    return AgentAnswers.done();
  }

  private static Keyring.Keys keys(Shape.Values v) {
    boolean wan = v.next();
    String datacenter = v.next();
    String _ = v.next();
    return new Keyring.Keys(wan, datacenter, v.next(), v.next(), v.next(), v.next(), "");
  }

  private static Response answer(Request request, List<Keyring.Keys> pools) {
    var out = JsonForm.writer(request);
    KEYS.writeJson(pools, out);
    return Response.json(out.toBytes());
  }

  private void require(Request request, Access access) {
    parameters.caller(request).authorizer().require(Resource.KEYRING, "", access);
  }

  private static Body body(Request request) {
    try {
      return Body.SHAPE.parse(request.body(), JsonPath.strict());
    } catch (DecodeException e) {
      throw new HttpException(400, "Request decode failed: " + e.getMessage());
    }
  }

  private static int relayFactor(Request request) {
    var text = request.query().get("relay-factor");
    if (text.isEmpty()) {
      return 0;
    }
    int factor = GoText.parseInt(text, "Error parsing relay factor: ");
    if (factor < 0 || factor > RELAY_FACTOR_MAX) {
      throw new HttpException(
          400,
          "Invalid relay-factor: Relay factor must be in range: [0, " + RELAY_FACTOR_MAX + "]");
    }
    return factor;
  }

  private static boolean localOnly(Request request) {
    var text = request.query().get("local-only");
    return !text.isEmpty() && GoText.parseBool(text, "Error parsing local-only: ");
  }
}
