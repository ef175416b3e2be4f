package praetor.agent.auto;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import praetor.agent.config.Settings;
import praetor.model.DecodeException;
import praetor.model.GoDuration;

/**
 * The block {@code auto_config.authorization.static}: whose tokens introduce agents.
 *
 * @param keys PEM
 * @param issuer empty for any
 * @param mappings names of texts by the claims that hold them
 * @param listMappings the same for lists
 * @param assertions what has to be true of a token; may name {@code node}, {@code segment} and
 *     {@code partition}
 */
record AuthorizationSettings(
    List<String> keys,
    List<String> algorithms,
    String issuer,
    List<String> audiences,
    Map<String, String> mappings,
    Map<String, String> listMappings,
    List<String> assertions,
    Duration expirationLeeway,
    Duration notBeforeLeeway,
    Duration clockSkew) {
  private static final String BLOCK = "auto_config.authorization.static";

  /** Source: Consul's documentation of the JWT auth method. */
  private static final Duration LEEWAY = Duration.ofSeconds(150);

  private static final Duration SKEW = Duration.ofSeconds(60);

  /** Whether tokens are taken at all: {@code auto_config.authorization.enabled}. */
  static boolean isEnabled(Settings settings) {
    return settings.at("auto_config.authorization.enabled").orElse(false).equals(true);
  }

  static AuthorizationSettings of(Settings all) {
    var block = all.block(BLOCK);
    var algorithms = texts(block, "jwt_supported_algs");
    return new AuthorizationSettings(
        texts(block, "jwt_validation_pub_keys"),
        algorithms.isEmpty() ? List.of("RS256", "ES256") : algorithms,
        block.text("bound_issuer").orElse(""),
        texts(block, "bound_audiences"),
        map(block, "claim_mappings"),
        map(block, "list_claim_mappings"),
        texts(block, "claim_assertions"),
        duration(block, "expiration_leeway", LEEWAY),
        duration(block, "not_before_leeway", LEEWAY),
        duration(block, "clock_skew_leeway", SKEW));
  }

  private static List<String> texts(Settings block, String key) {
    return block.list(key).stream().map(Object::toString).toList();
  }

  private static Map<String, String> map(Settings block, String key) {
    var map = new HashMap<String, String>();
    block.block(key).values().forEach((name, value) -> map.put(name, value.toString()));
    return map;
  }

  /** Nothing and zero stand for the usual time, as in Consul. */
  private static Duration duration(Settings block, String key, Duration usual) {
    try {
      var given = GoDuration.parse(block.text(key).orElse("0s"));
      return given.isZero() ? usual : given;
    } catch (DecodeException toldBefore) {
      return usual;
    }
  }
}
